package marquee.replicas.host.faults;

import com.google.common.base.Preconditions;

/// What a [FaultyReplica] does wrong.
///
/// @param wrongCount how many of every `wrongCycle` replies are incorrect, the first ones; where
///   `wrongCycle` is 0, of all from now on
/// @param silent whether it keeps its replies back
/// @param slowNanos how late each reply is
/// @param hangs whether its loop stands still
/// @param crashAt it ends once it has executed this entry, and before anybody hears of that
public record ReplicaFaults(
        int wrongCount,
        int wrongCycle,
        boolean silent,
        long slowNanos,
        boolean hangs,
        long crashAt) {
    /// Nothing.
    public static final ReplicaFaults NONE =
            new ReplicaFaults(0, 0, false, 0, false, Long.MAX_VALUE);

    /// Checks the numbers.
    public ReplicaFaults {
        Preconditions.checkArgument(
                wrongCount >= 0 && (wrongCycle == 0 || wrongCount <= wrongCycle),
                "%s of %s",
                wrongCount,
                wrongCycle);
        Preconditions.checkArgument(slowNanos >= 0, "late by %s ns", slowNanos);
    }

    /// Whether the reply after `before` others, from 0, is incorrect.
    boolean isWrong(long before) {
        return (wrongCycle == 0 ? before : before % wrongCycle) < wrongCount;
    }
}
