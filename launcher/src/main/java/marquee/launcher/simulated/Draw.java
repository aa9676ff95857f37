package marquee.launcher.simulated;

import com.google.common.collect.ImmutableList;
import marquee.protocol.Chance;
import marquee.protocol.replication.Group;
import marquee.sequencer.log.Durability;
import marquee.simulation.Fault;
import marquee.simulation.Strengths;

/// Draws by a seed what its run is like. What is drawn, and in which order, is what makes a seed
/// the same run as ever: another draw goes after all others, or every seed is another run.
final class Draw {
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

    /// The most datagrams of a thousand that are lost where faults are mild.
    private static final int MILD_LOSS_MAX = 100;

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

    private Draw() {}

    /// The run of `seed` with a random subset of all faults.
    static RunPlan of(long seed) {
        var chance = new Chance(~seed);
        boolean mild = chance.happens(MILD_PER_MILLE);
        var faults = Strengths.swarm(mild ? mildest() : STRONGEST, chance);
        boolean liar = chance.happens(LIAR_PER_MILLE);
        var lie = LIES.get(chance.below(LIES.size()));
        if (liar && lie == Lie.ROTTEN_CHUNKS) {
            faults = faults.with(Fault.CRASH, STRONGEST.of(Fault.CRASH)); // Or nobody would ask.
        }
        var shape = shape(chance, mild);
        return new RunPlan(
                seed, RunPlan.REQUESTS, faults, liar ? lie : null, shape, RunPlan.Mode.HEALING);
    }

    /// Whether nobody seems dead under `faults` who is not, and nobody is late.
    static boolean isMild(Strengths faults) {
        return faults.of(Fault.LOSS) <= MILD_LOSS_MAX && ROUGH.stream().allMatch(faults::lacks);
    }

    private static Strengths mildest() {
        var mild = STRONGEST.with(Fault.LOSS, MILD_LOSS_MAX);
        for (var fault : ROUGH) {
            mild = mild.with(fault, 0);
        }
        return mild;
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
        var dealt = Implementations.dealt(chance);
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
}
