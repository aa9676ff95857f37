package marquee.launcher.simulated;

import com.google.common.collect.ImmutableList;
import marquee.protocol.replication.Group;
import marquee.simulation.Fault;
import marquee.simulation.Strengths;
import org.jspecify.annotations.Nullable;

/// What one run is like; all of it follows from the seed, unless a shorter or milder run of the
/// same seed is asked for.
///
/// @param requests how many operations clients call, retries not counted
/// @param lie how one of the replicas lies, if it does
public record RunPlan(
        long seed, int requests, Strengths faults, @Nullable Lie lie, Shape shape, Mode mode) {
    /// The usual number of requests.
    public static final int REQUESTS = 300;

    /// After which some process of a replica is not there any more: its manager's end is its own.
    private static final ImmutableList<Fault> ENDINGS =
            ImmutableList.of(
                    Fault.CRASH, Fault.CRASH_AND_RESTART, Fault.JOINER_CRASH, Fault.HOST_CRASH);

    /// What becomes of the faults.
    public enum Mode {
        /// They end, and then everything that waits must come to its end.
        HEALING,
        /// They go on to the end.
        LASTING,
        /// More replicas crash than the group can bear: nobody need be answered.
        OVER_BUDGET,
        /// All that happens is told from outside, and may be more than the group can bear.
        STAGED
    }

    /// The run of `script`, without any fault but those it says.
    static RunPlan rehearsed(long seed, Rehearsal.Script script) {
        var first = Implementations.ALL.getFirst();
        var last = Implementations.ALL.getLast();
        var shape = Shape.quiet(2, false, ImmutableList.of(first, last, first, last), Group.BOTH);
        var lie = script.replies().isEmpty() ? Lie.WRONG_DIGESTS : null;
        int requests = script.frontEnds().size();
        return new RunPlan(seed, requests, Strengths.NONE, lie, shape, Mode.LASTING);
    }

    /// A run without any fault, of a cluster in service: what happens to it is told from outside.
    static RunPlan staged(long seed, Group group, int frontEnds) {
        var implementations = Implementations.inTurn(group.slots());
        var shape = Shape.quiet(frontEnds, true, implementations, group);
        return new RunPlan(seed, 0, Strengths.NONE, null, shape, Mode.STAGED);
    }

    /// Whether all that happens is told from outside: nobody is started again by himself, and the
    /// business date moves when it is told to.
    boolean isStaged() {
        return mode == Mode.STAGED;
    }

    /// The limits of its cluster.
    ClusterLimits limits() {
        if (shape.tiny()) {
            return ClusterLimits.TINY;
        }
        boolean isShort = !isStaged() && requests <= REQUESTS;
        return isShort ? ClusterLimits.SHORT : ClusterLimits.USUAL;
    }

    /// How much is asked of the run.
    GroupAudit.Rigour rigour() {
        if (mode == Mode.OVER_BUDGET || isStaged()) {
            return GroupAudit.Rigour.SAFETY;
        }
        boolean mild =
                mode == Mode.HEALING && !shape.tiny() && !shape.blackout() && Draw.isMild(faults);
        return mild ? GroupAudit.Rigour.MILD : GroupAudit.Rigour.WITHIN_BUDGET;
    }

    /// The same run with `others` in place of its faults, from the first moment to the last, with
    /// honest replicas and limits of the usual size.
    RunPlan withFaults(Strengths others) {
        return new RunPlan(seed, requests, others, null, shape.usual(), Mode.LASTING);
    }

    /// The same run without faults of the kind `fault`.
    RunPlan without(Fault fault) {
        return new RunPlan(seed, requests, faults.with(fault, 0), lie, shape, mode);
    }

    /// The same run in which all replicas are honest.
    RunPlan withoutLie() {
        var honest = faults.with(Fault.NEXT_LIE, 0);
        return new RunPlan(seed, requests, honest, null, shape, mode);
    }

    /// The same run of a group that is made for other faults; those that it is not made for do not
    /// happen.
    RunPlan withGroup(Group group) {
        var bearable = group.liars() == 0 ? faults.with(Fault.NEXT_LIE, 0) : faults;
        if (group.crashes() == 0) {
            for (var ending : ENDINGS) {
                bearable = bearable.with(ending, 0);
            }
        }
        return new RunPlan(
                seed,
                requests,
                bearable,
                group.liars() == 0 ? null : lie,
                shape.withGroup(group),
                mode);
    }

    /// The same run with another number of requests.
    RunPlan withRequests(int number) {
        return new RunPlan(seed, number, faults, lie, shape, mode);
    }

    /// The same run with another length of its chaos.
    RunPlan withChaosMillis(int millis) {
        return new RunPlan(seed, requests, faults, lie, shape.withChaosMillis(millis), mode);
    }

    /// The same run in which any number of replicas may crash, and many do.
    RunPlan overBudget() {
        var more = faults.with(Fault.CRASH, Draw.STRONGEST.of(Fault.CRASH));
        return new RunPlan(seed, requests, more, lie, shape, Mode.OVER_BUDGET);
    }
}
