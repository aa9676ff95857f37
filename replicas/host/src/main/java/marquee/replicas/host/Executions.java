package marquee.replicas.host;

import com.google.common.math.IntMath;
import marquee.protocol.replication.Digest;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.MembershipChange;
import marquee.protocol.replication.Outcome;
import marquee.protocol.replication.Stamp;
import org.jspecify.annotations.Nullable;

/// The newest executed entries and their outcomes, in a ring: for replies that are asked for again,
/// and to recognise an entry that comes again with another content (rules P7 and P14).
final class Executions {
    private final @Nullable Execution[] ring;

    /// Makes a ring of `limit` entries at least.
    Executions(int limit) {
        ring = new Execution[IntMath.ceilingPowerOfTwo(limit)];
    }

    /// One executed entry; without an outcome it was no request.
    record Execution(Stamp stamp, long number, Digest operation, @Nullable Outcome outcome) {
        /// Whether `entry`, with the digest `operation`, is the one that was executed.
        boolean isOf(Entry entry, Digest operation) {
            if (!stamp.equals(entry.stamp())) {
                return false;
            }
            return switch (entry.content()) {
                case Entry.Mark _, MembershipChange _ -> outcome == null;
                case Entry.Request request ->
                        outcome != null
                                && outcome.id().equals(request.id())
                                && this.operation.equals(operation);
            };
        }
    }

    /// Keeps that `entry` was executed, in the place of the oldest one.
    void keep(Entry entry, Digest operation, @Nullable Outcome outcome) {
        long number = entry.number();
        ring[place(number)] = new Execution(entry.stamp(), number, operation, outcome);
    }

    /// The execution of the entry `number`, if it is kept.
    @Nullable Execution find(long number) {
        var found = ring[place(number)];
        return found != null && found.number() == number ? found : null;
    }

    /// The outcome of the oldest request after `number` that is kept, up to `newest`.
    @Nullable Outcome oldestAfter(long number, long newest) {
        for (long at = Math.max(number, newest - ring.length) + 1; at <= newest; at++) {
            var found = find(at);
            if (found != null && found.outcome() != null) {
                return found.outcome();
            }
        }
        return null;
    }

    private int place(long number) {
        return (int) number & (ring.length - 1);
    }
}
