package marquee.launcher.simulated;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import marquee.applications.Implementation;
import marquee.protocol.Chance;
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
/// @param heals whether the network heals in the end
record Scenario(
        long seed, int requests, Strengths faults, @Nullable Lie lie, Shape shape, boolean heals) {
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
                    .with(Fault.PAUSE, 250)
                    .with(Fault.SLOWNESS, 250)
                    .with(Fault.CRASH_AND_RESTART, 400)
                    .with(Fault.CRASH, 400)
                    .with(Fault.CRASH_BETWEEN_EFFECTS, Strengths.ALWAYS)
                    .with(Fault.TORN_WRITE, 400)
                    .with(Fault.CLOCK_STEP, 250);

    private static final ImmutableList<Implementation> IMPLEMENTATIONS =
            ImmutableList.of(
                    new CollectionsImplementation(),
                    new SqlImplementation(),
                    new KeyValueImplementation(),
                    new TheatresImplementation());

    private static final ImmutableList<Lie> LIES = ImmutableList.copyOf(Lie.values());
    private static final int LIAR_PER_MILLE = 500;
    private static final int TINY_PER_MILLE = 150;
    private static final int KEYED_PER_MILLE = 300;
    private static final int CUSTOMERS_MAX = 12;
    private static final int THINK_MILLIS_MAX = 120;
    private static final int FAR_NUMBER_PER_MILLE = 100;
    private static final long[] FAR_NUMBERS = {
        (1L << 31) - 5, (1L << 32) - 5, Long.MAX_VALUE - 1_000_000
    };

    /// What a run's cluster and clients are like.
    ///
    /// @param thinkMillis how long a customer thinks between two operations, at most
    /// @param tiny whether every limit is so small that it is reached
    /// @param durability what the sequencer's log promises
    /// @param firstNumber where links begin to count (rule P21)
    /// @param keyed whether datagrams are proved by keys (rule P44)
    /// @param implementations which of them runs in which slot, R1 first
    record Shape(
            int frontEnds,
            int customers,
            int thinkMillis,
            boolean tiny,
            Durability durability,
            long firstNumber,
            boolean keyed,
            ImmutableList<Implementation> implementations) {}

    /// The run of `seed` with a random subset of all faults.
    static Scenario ofSeed(long seed) {
        var chance = new Chance(~seed);
        var faults = Strengths.swarm(STRONGEST, chance);
        boolean liar = chance.happens(LIAR_PER_MILLE);
        var lie = LIES.get(chance.below(LIES.size()));
        return new Scenario(seed, REQUESTS, faults, liar ? lie : null, shape(chance), true);
    }

    private static Shape shape(Chance chance) {
        int frontEnds = 1 + chance.below(2);
        int customers = 1 + chance.below(CUSTOMERS_MAX);
        int thinkMillis = chance.below(THINK_MILLIS_MAX);
        boolean tiny = chance.happens(TINY_PER_MILLE);
        var durability = chance.below(2) == 0 ? Durability.OS : Durability.FSYNC;
        boolean far = chance.happens(FAR_NUMBER_PER_MILLE);
        long number = FAR_NUMBERS[chance.below(FAR_NUMBERS.length)];
        var dealt = implementations(chance);
        return new Shape(
                frontEnds,
                customers,
                thinkMillis,
                tiny,
                durability,
                far ? number : 1,
                chance.happens(KEYED_PER_MILLE),
                dealt);
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
    Scenario withFaults(Strengths others) {
        var usual =
                new Shape(
                        shape.frontEnds,
                        shape.customers,
                        shape.thinkMillis,
                        false,
                        shape.durability,
                        shape.firstNumber,
                        shape.keyed,
                        shape.implementations);
        return new Scenario(seed, requests, others, null, usual, false);
    }

    /// The same run without faults of the kind `fault`.
    Scenario without(Fault fault) {
        return new Scenario(seed, requests, faults.with(fault, 0), lie, shape, heals);
    }

    /// The same run in which all replicas are honest.
    Scenario withoutLie() {
        return new Scenario(seed, requests, faults, null, shape, heals);
    }

    /// The same run with another number of requests.
    Scenario withRequests(int number) {
        return new Scenario(seed, number, faults, lie, shape, heals);
    }
}
