package marquee.frontend.process;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.Streams;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.function.Supplier;
import marquee.applications.booking.BookingOperation;
import marquee.applications.booking.Sentences;
import marquee.config.process.ProcessLog;
import marquee.frontend.process.web.Reply;
import marquee.protocol.replication.RequestId;
import org.jspecify.annotations.Nullable;

/// The front end's text log of requests, one line each: sequence number, the request's id where the
/// client gave it one, actor, operation and parameters, success or failure, the reply, the replicas
/// that agreed on it and the business date as the front end knew it (docs/domain.md, logs). Lines
/// are made into text and written by the log's own thread, but for those of long replies: so many
/// of them may wait that what waits must be small. Thread-safe.
final class RequestLog {
    /// The most characters of a reply that a line shows.
    static final int REPLY_MAX = 1_000;

    /// The most shows or bookings in a reply that is kept until its line is made.
    static final int ROWS_KEPT_MAX = 8;

    private static final JsonMapper MAPPER = new JsonMapper();

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
            ProcessLog.request(line(operation, id, reply));
        }
    }

    /// The line to come, which is text already where the reply would take much memory until then.
    Supplier<String> line(BookingOperation operation, @Nullable RequestId id, Reply reply) {
        var line = new Line(operation, id, reply, businessDay);
        if (Streams.stream(reply.body()).noneMatch(member -> member.size() > ROWS_KEPT_MAX)) {
            return line;
        }
        var text = line.get();
        return () -> text;
    }

    /// A request that could not be read.
    ///
    /// @param what who asked, where that is known, and for which operation
    void unread(String what, Reply reply) {
        if (wanted) {
            ProcessLog.request(() ->
                    "-  -  %s FAILED %s: %s"
                            .formatted(what, reply.code(), reply.body().path("detail").asText()));
        }
    }

    /// One line, made when it is written.
    record Line(BookingOperation operation, @Nullable RequestId id, Reply reply, int businessDay)
            implements Supplier<String> {
        @Override
        public String get() {
            var headers = reply.headers();
            var number = headers.get(Reply.SEQUENCE_NUMBER);
            var agreedBy = headers.get(Reply.AGREED_BY);
            var body = beginning(reply.body());
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

    /// What `body` is as text, or more than [#REPLY_MAX] characters of that: the whole may be long.
    private static String beginning(ObjectNode body) {
        var text = new StringWriter();
        try (var json = MAPPER.createGenerator(text);
                var tokens = body.traverse()) {
            while (text.getBuffer().length() <= REPLY_MAX && tokens.nextToken() != null) {
                json.copyCurrentEvent(tokens);
                json.flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // There is neither a file nor a network.
        }
        return text.toString();
    }
}
