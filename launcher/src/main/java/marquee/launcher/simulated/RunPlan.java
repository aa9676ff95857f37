package marquee.launcher.simulated;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.stream.IntStream;
import marquee.applications.Implementation;
import marquee.protocol.Chance;
import marquee.protocol.replication.Group;
import marquee.replicas.collections.CollectionsImplementation;
import marquee.replicas.keyvalue.KeyValueImplementation;
import marquee.replicas.sql.SqlImplementation;
import marquee.replicas.theatres.TheatresImplementation;
import marquee.sequencer.log.Durability;
import marquee.simulation.Fault;
import marquee.simulation.Strengths;
import org.jspecify.annotations.Nullable;

/// What one run is like; all of it follows from the seed, unless a shorter or milder run of the
/// same seed is asked for.
///
/// @param requests how many operations clients call, retries not counted
/// @param lie how one of the replicas lies, if it does
record RunPlan(
        long seed, int requests, Strengths faults, @Nullable Lie lie, Shape shape, Mode mode) {
    /// The usual number of requests.
    static final int REQUESTS = 300;

    /// As strong as each fault gets while most requests still find their way.
    static final Strengths STRONGEST =
            Strengths.NONE
                    .with(Fault.LOSS, 250)
                    .with(Fault.BURST_LOSS, 20)
                    .with(Fault.DUPLICATION, 200)
                    .with(Fault.DELAY, 150)
                    .with(Fault.REORDERING, 200)
                    .with(Fault.CAPACITY, 200)
                    .with(Fault.CORRUPTION, 100)
                    .with(Fault.TRUNCATION, 50)
                    .with(Fault.REPLAY, 100)
                    .with(Fault.PARTITION, 250)
                    .with(Fault.ONE_WAY_PARTITION, 250)
                    .with(Fault.CLOGGING, 250)
                    .with(Fault.PAUSE, 250)
                    .with(Fault.SLOWNESS, 250)
                    .with(Fault.CRASH_AND_RESTART, 400)
                    .with(Fault.CRASH, 400)
                    .with(Fault.JOINER_CRASH, 200)
                    .with(Fault.HOST_CRASH, 200)
                    .with(Fault.FRONT_END_CRASH, 100)
                    .with(Fault.UNDEAD, Strengths.ALWAYS)
                    .with(Fault.NEXT_LIE, 400)
                    .with(Fault.CRASH_BETWEEN_EFFECTS, Strengths.ALWAYS)
                    .with(Fault.TORN_WRITE, 400)
                    .with(Fault.CLOCK_STEP, 250);

    /// Faults under which a replica may seem dead that is not, or be late.
    private static final ImmutableList<Fault> ROUGH =
            ImmutableList.of(
                    Fault.BURST_LOSS,
                    Fault.DELAY,
                    Fault.CAPACITY,
                    Fault.CORRUPTION,
                    Fault.TRUNCATION,
                    Fault.PARTITION,
                    Fault.ONE_WAY_PARTITION,
                    Fault.CLOGGING,
                    Fault.PAUSE,
                    Fault.SLOWNESS,
                    Fault.CRASH_AND_RESTART,
                    Fault.TORN_WRITE);

    private static final int MILD_LOSS_MAX = 100;

    private static final ImmutableList<Implementation> IMPLEMENTATIONS =
            ImmutableList.of(
                    new CollectionsImplementation(),
                    new SqlImplementation(),
                    new KeyValueImplementation(),
                    new TheatresImplementation());

    private static final ImmutableList<Lie> LIES = ImmutableList.copyOf(Lie.values());
    private static final int MILD_PER_MILLE = 125;
    private static final int LIAR_PER_MILLE = 500;
    private static final int LONG_PER_MILLE = 250;
    private static final int LONGER = 4;
    private static final int CHAOS_LEAST_MILLIS = 500;
    private static final int CHAOS_SPAN_MILLIS = 2_000;
    private static final int FRONT_ENDS_MAX = 3;
    private static final int TINY_PER_MILLE = 150;
    private static final int KEYED_PER_MILLE = 300;
    private static final int CUSTOMERS_MAX = 12;
    private static final int THINK_MILLIS_MAX = 120;
    private static final int CUTTING_PER_MILLE = 300;
    private static final int BLACKOUT_PER_MILLE = 400;
    private static final int FAR_NUMBER_PER_MILLE = 100;
    private static final int SPARES_PER_MILLE = 250;
    private static final long[] FAR_NUMBERS = {
        (1L << 31) - 5, (1L << 32) - 5, Long.MAX_VALUE - 1_000_000
    };

    /// What becomes of the faults.
    enum Mode {
        /// They end, and then everything that waits must come to its end.
        HEALING,
        /// They go on to the end.
        LASTING,
        /// More replicas crash than the group can bear: nobody need be answered.
        OVER_BUDGET,
        /// All that happens is told from outside, and may be more than the group can bear.
        STAGED
    }

    /// What a run's cluster and clients are like.
    ///
    /// @param chaosMillis how long faults beyond those of the network strike
    /// @param thinkMillis how long a customer thinks between two operations, at most
    /// @param tiny whether limits are so small that they are reached
    /// @param durability what the sequencer's log promises
    /// @param cutting whether history is cut off all the time
    /// @param blackout whether everything ends at once in the middle of the chaos
    /// @param firstNumber where links begin to count (rule P21)
    /// @param keyed whether datagrams are proved by keys (rule P44)
    /// @param spares whether each manager keeps a spare, which learns
    /// @param implementations which of them runs in which slot, R1 first
    /// @param group how many replicas there are, and which faults they are made for
    record Shape(
            int frontEnds,
            int chaosMillis,
            int customers,
            int thinkMillis,
            boolean tiny,
            Durability durability,
            boolean cutting,
            boolean blackout,
            long firstNumber,
            boolean keyed,
            boolean spares,
            ImmutableList<Implementation> implementations,
            Group group) {
        Shape withChaosMillis(int millis) {
            return new Shape(
                    frontEnds,
                    millis,
                    customers,
                    thinkMillis,
                    tiny,
                    durability,
                    cutting,
                    blackout,
                    firstNumber,
                    keyed,
                    spares,
                    implementations,
                    group);
        }

        Shape withGroup(Group other) {
            return new Shape(
                    frontEnds,
                    chaosMillis,
                    customers,
                    thinkMillis,
                    tiny,
                    durability,
                    cutting,
                    blackout && other.crashes() > 0,
                    firstNumber,
                    keyed,
                    spares,
                    implementations,
                    other);
        }

        Shape usual() {
            return new Shape(
                    frontEnds,
                    chaosMillis,
                    customers,
                    thinkMillis,
                    false,
                    durability,
                    cutting,
                    false,
                    firstNumber,
                    keyed,
                    spares,
                    implementations,
                    group);
        }
    }

    /// The run of `seed` with a random subset of all faults.
    static RunPlan ofSeed(long seed) {
        var chance = new Chance(~seed);
        boolean mild = chance.happens(MILD_PER_MILLE);
        var faults = Strengths.swarm(mild ? mildest() : STRONGEST, chance);
        boolean liar = chance.happens(LIAR_PER_MILLE);
        var lie = LIES.get(chance.below(LIES.size()));
        if (liar && lie == Lie.ROTTEN_CHUNKS) {
            faults = faults.with(Fault.CRASH, STRONGEST.of(Fault.CRASH)); // Or nobody would ask.
        }
        var shape = shape(chance, mild);
        return new RunPlan(seed, REQUESTS, faults, liar ? lie : null, shape, Mode.HEALING);
    }

    /// The run of `script`, without any fault but those it says.
    static RunPlan rehearsed(long seed, Rehearsal.Script script) {
        var first = IMPLEMENTATIONS.getFirst();
        var last = IMPLEMENTATIONS.getLast();
        var shape =
                new Shape(
                        2,
                        1,
                        1,
                        1,
                        false,
                        Durability.OS,
                        false,
                        false,
                        1,
                        false,
                        false,
                        ImmutableList.of(first, last, first, last),
                        Group.BOTH);
        var lie = script.replies().isEmpty() ? Lie.WRONG_DIGESTS : null;
        int requests = script.frontEnds().size();
        return new RunPlan(seed, requests, Strengths.NONE, lie, shape, Mode.LASTING);
    }

    /// A run without any fault, of a cluster in service: what happens to it is told from outside.
    static RunPlan staged(long seed, Group group, int frontEnds) {
        var implementations =
                IntStream.range(0, group.slots())
                        .mapToObj(slot -> IMPLEMENTATIONS.get(slot % IMPLEMENTATIONS.size()))
                        .collect(ImmutableList.toImmutableList());
        var shape =
                new Shape(
                        frontEnds,
                        1,
                        1,
                        1,
                        false,
                        Durability.OS,
                        false,
                        false,
                        1,
                        true,
                        false,
                        implementations,
                        group);
        return new RunPlan(seed, 0, Strengths.NONE, null, shape, Mode.STAGED);
    }

    private static Strengths mildest() {
        var mild = STRONGEST.with(Fault.LOSS, MILD_LOSS_MAX);
        for (var fault : ROUGH) {
            mild = mild.with(fault, 0);
        }
        return mild;
    }

    /// The limits of its cluster.
    ClusterLimits limits() {
        if (shape.tiny()) {
            return ClusterLimits.TINY;
        }
        boolean isShort = mode != Mode.STAGED && requests <= REQUESTS;
        return isShort ? ClusterLimits.SHORT : ClusterLimits.USUAL;
    }

    /// How much is asked of the run.
    GroupAudit.Rigour rigour() {
        if (mode == Mode.OVER_BUDGET || mode == Mode.STAGED) {
            return GroupAudit.Rigour.SAFETY;
        }
        boolean mild =
                mode == Mode.HEALING
                        && !shape.tiny()
                        && !shape.blackout()
                        && faults.of(Fault.LOSS) <= MILD_LOSS_MAX
                        && ROUGH.stream().allMatch(faults::lacks);
        return mild ? GroupAudit.Rigour.MILD : GroupAudit.Rigour.WITHIN_BUDGET;
    }

    private static Shape shape(Chance chance, boolean mild) {
        int frontEnds = 1 + chance.below(FRONT_ENDS_MAX);
        boolean isLong = chance.happens(LONG_PER_MILLE);
        int span = chance.below(CHAOS_SPAN_MILLIS);
        int customers = 1 + chance.below(CUSTOMERS_MAX);
        int thinkMillis = chance.below(THINK_MILLIS_MAX);
        boolean tiny = chance.happens(TINY_PER_MILLE) && !mild;
        var durability = chance.below(2) == 0 ? Durability.OS : Durability.FSYNC;
        boolean far = chance.happens(FAR_NUMBER_PER_MILLE);
        long number = FAR_NUMBERS[chance.below(FAR_NUMBERS.length)];
        var dealt = implementations(chance);
        boolean keyed = chance.happens(KEYED_PER_MILLE);
        boolean cutting = chance.happens(CUTTING_PER_MILLE);
        boolean blackout = cutting && chance.happens(BLACKOUT_PER_MILLE);
        boolean spares = chance.happens(SPARES_PER_MILLE);
        return new Shape(
                frontEnds,
                CHAOS_LEAST_MILLIS + (isLong ? LONGER * span : span),
                customers,
                isLong ? LONGER * thinkMillis : thinkMillis,
                tiny,
                durability,
                cutting,
                blackout,
                far ? number : 1,
                keyed,
                spares,
                dealt,
                Group.BOTH);
    }

    /// The implementation called `name`.
    static Implementation implementation(String name) {
        return IMPLEMENTATIONS.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /// All implementations in an order that is drawn: which of them lies, crashes or is audited is
    /// drawn by slot.
    private static ImmutableList<Implementation> implementations(Chance chance) {
        var undealt = new ArrayList<>(IMPLEMENTATIONS);
        var dealt = ImmutableList.<Implementation>builder();
        while (!undealt.isEmpty()) {
            dealt.add(undealt.remove(chance.below(undealt.size())));
        }
        return dealt.build();
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

    /// After which some process of a replica is not there any more: its manager's end is its own.
    private static final ImmutableList<Fault> ENDINGS =
            ImmutableList.of(
                    Fault.CRASH, Fault.CRASH_AND_RESTART, Fault.JOINER_CRASH, Fault.HOST_CRASH);

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
        var more = faults.with(Fault.CRASH, STRONGEST.of(Fault.CRASH));
        return new RunPlan(seed, requests, more, lie, shape, Mode.OVER_BUDGET);
    }
}
