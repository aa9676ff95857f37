package marquee.replicas.host.process;

import java.time.LocalDate;
import java.util.function.Supplier;
import marquee.applications.booking.BookingCodec;
import marquee.applications.booking.BookingResult;
import marquee.applications.booking.Sentences;
import marquee.config.process.ProcessLog;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.Outcome;
import marquee.protocol.replication.Outcome.Verdict;
import marquee.protocol.replication.ReplicaId;
import marquee.replicas.host.ExecutionObserver;

/// The replica's text log of requests (docs/domain.md, logs), one line each: sequence number,
/// replica, request id, actor, operation and parameters, success or failure, the reply, and the
/// business date. Lines are made into text and written by the log's own thread; when its queue is
/// full they are lost, and the replica goes on.
final class RequestLog implements ExecutionObserver {
    /// The most characters of a reply that a line shows.
    static final int REPLY_MAX = 1_000;

    private final ReplicaId self;

    RequestLog(ReplicaId self) {
        this.self = self;
    }

    @Override
    public void executed(Entry entry, Outcome outcome) {
        if (entry.content() instanceof Entry.Request request) {
            ProcessLog.request(new Line(self, entry, request, outcome));
        }
    }

    /// One line, made when it is written.
    record Line(ReplicaId self, Entry entry, Entry.Request request, Outcome outcome)
            implements Supplier<String> {
        @Override
        public String get() {
            var operation = BookingCodec.decodeOperation(request.operation());
            var line = new StringBuilder().append('#').append(entry.number()).append("  ");
            line.append(self).append("  ").append(request.id()).append("  ");
            if (operation == null) {
                line.append("- ").append(request.operation().length()).append(" bytes");
            } else {
                line.append(operation.actor()).append(' ').append(Sentences.of(operation));
            }
            appendReply(line);
            return line.append("  ")
                    .append(LocalDate.ofEpochDay(entry.stamp().businessDay()))
                    .toString();
        }

        private void appendReply(StringBuilder line) {
            if (outcome.firstNumber() != outcome.number()) {
                line.append("  again, as #").append(outcome.firstNumber());
            }
            if (outcome.verdict() != Verdict.EXECUTED) {
                line.append("  FAILED ").append(outcome.verdict());
                return;
            }
            var result = BookingCodec.decodeResult(outcome.result());
            if (result == null) {
                line.append("  OK ").append(outcome.result().length()).append(" bytes");
                return;
            }
            line.append(result instanceof BookingResult.Refused ? "  FAILED " : "  OK ");
            var sentence = Sentences.of(result);
            line.append(result.code()).append(": ");
            line.append(sentence, 0, Math.min(sentence.length(), REPLY_MAX));
            line.append(sentence.length() > REPLY_MAX ? "…" : "");
        }
    }
}
