package marquee.frontend.process;

import java.time.LocalDate;
import java.util.function.Supplier;
import marquee.applications.booking.BookingOperation;
import marquee.applications.booking.Sentences;
import marquee.config.process.ProcessLog;
import marquee.protocol.replication.RequestId;
import org.jspecify.annotations.Nullable;

/// The front end's text log of requests, one line each: sequence number, the request's id where the
/// client gave it one, actor, operation and parameters, success or failure, the reply, the replicas
/// that agreed on it and the business date as the front end knew it (docs/domain.md, logs). Lines
/// are made into text and written by the log's own thread. Thread-safe.
final class RequestLog {
    /// The most characters of a reply that a line shows.
    static final int REPLY_MAX = 1_000;

    private final boolean wanted;
    private volatile int businessDay;

    /// Makes a log, which stays empty if it is not `wanted`.
    RequestLog(boolean wanted) {
        this.wanted = wanted;
    }

    /// Sets the business date of the lines to come, in days since 1970-01-01.
    void dayBegan(int businessDay) {
        this.businessDay = businessDay;
    }

    void answered(BookingOperation operation, @Nullable RequestId id, Reply reply) {
        if (wanted) {
            ProcessLog.request(new Line(operation, id, reply, businessDay));
        }
    }

    /// A request that could not be read as an operation called `name`.
    void unread(String name, Reply reply) {
        if (wanted) {
            ProcessLog.request(() ->
                    "-  -  %s FAILED %s: %s"
                            .formatted(name, reply.code(), reply.body().path("detail").asText()));
        }
    }

    /// One line, made when it is written.
    record Line(BookingOperation operation, @Nullable RequestId id, Reply reply, int businessDay)
            implements Supplier<String> {
        @Override
        public String get() {
            var headers = reply.headers();
            var number = headers.get(BookingService.SEQUENCE_NUMBER);
            var agreedBy = headers.get(BookingService.AGREED_BY);
            var body = reply.body().toString();
            return new StringBuilder()
                    .append(number == null ? "-" : "#" + number)
                    .append("  ")
                    .append(id == null ? "-" : id)
                    .append("  ")
                    .append(operation.actor())
                    .append(' ')
                    .append(Sentences.of(operation))
                    .append(reply.isProblem() ? " FAILED " : " OK ")
                    .append(body, 0, Math.min(body.length(), REPLY_MAX))
                    .append(body.length() > REPLY_MAX ? "…" : "")
                    .append("  ")
                    .append(agreedBy == null ? "-" : agreedBy)
                    .append("  ")
                    .append(LocalDate.ofEpochDay(businessDay))
                    .toString();
        }
    }
}
