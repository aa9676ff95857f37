package marquee.launcher.bench;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.time.Duration;
import java.util.List;
import marquee.launcher.console.Screen;
import marquee.launcher.console.Within;
import marquee.sequencer.log.Durability;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What `bench` is to measure, as typed.
final class BenchOptions {
    private static final int DATAGRAM_BYTES_MIN = 1_116;
    private static final int DATAGRAM_BYTES_MAX = 9_000; // What the raw chain receives at most.

    /// The most clusters at once, of six processes each.
    static final int SETUPS_MAX = 8;

    private static final ImmutableList<Integer> OUTSTANDING =
            ImmutableList.of(1, 16, 64, 256, 1_024, 4_096);
    private static final int CONNECTIONS = 64;

    /// A front end closes a connection that has sent nothing for twenty seconds.
    private static final int IDLE_SECONDS_MAX = 15;

    private static final int ROUNDS = 3;
    private static final int ROUNDS_OF_FAILURES = 20;

    /// Whether something is on.
    enum Switch {
        ON,
        OFF
    }

    @Within(min = 1, max = 4_096)
    @Option(
            names = "--outstanding",
            split = ",",
            paramLabel = "N",
            description =
                    "How many requests are under way at once; over HTTP, how many connections there"
                            + " are. 1,16,64,256,1024,4096 unless given, over HTTP 64. At a rate"
                            + " none natively and one over HTTP; one where --during has no rate.")
    private @Nullable List<Integer> outstanding;

    @Within(min = 0, max = 10_000_000)
    @Option(
            names = "--rate",
            split = ",",
            paramLabel = "N",
            description =
                    "How many requests become due each second, answered or not; a latency counts"
                            + " from when its request was due. 0, a request as soon as another one"
                            + " is answered, unless given; with --during, half of what can be had.")
    private List<Integer> rates = List.of();

    @Within(min = 1, max = 3_600)
    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "How long each run lasts; 2 unless given.")
    private int seconds = 2;

    @Within(min = 1, max = 1_000)
    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "How many times everybody has a turn; 3 unless given, with --during 20.")
    private @Nullable Integer rounds;

    @Option(
            names = "--load",
            split = ",",
            paramLabel = "LOAD",
            description =
                    "trivial: an application that does nothing; booking: mixed operations, an"
                            + " implementation a slot; collections, sql, keyvalue, theatres: the"
                            + " same operations, this implementation in all slots. Several are"
                            + " compared. trivial unless given, over HTTP booking.")
    private List<Load> loads = List.of();

    @Within(min = DATAGRAM_BYTES_MIN, max = DATAGRAM_BYTES_MAX)
    @Option(
            names = "--datagram",
            paramLabel = "BYTES",
            description = "The longest datagram of both; 1432 unless given.")
    private int datagramBytes = 1_432;

    @Option(
            names = "--durability",
            split = ",",
            paramLabel = "WAY",
            description =
                    "How the sequencer keeps its log: none, os or fsync; several are compared. none"
                            + " unless given.")
    private List<Durability> durabilities = List.of(Durability.NONE);

    @Option(
            names = "--keys",
            split = ",",
            arity = "0..1",
            fallbackValue = "on",
            paramLabel = "on|off",
            description =
                    "Whether datagrams are proved by keys, or only carry a sum; both are compared."
                            + " off unless given.")
    private List<Switch> keys = List.of(Switch.OFF);

    @Option(
            names = "--http",
            description = "Asks a front end over HTTP, on 64 connections unless told otherwise.")
    private boolean http;

    @Option(
            names = "--multicast",
            description = "Has the raw chain send once for all four replicas.")
    private boolean multicast;

    @Within(min = 1, max = 50)
    @Option(
            names = "--loss",
            split = ",",
            paramLabel = "PERCENT",
            description = "Also measures with this share of all datagrams lost, such as 1,5.")
    private List<Integer> losses = List.of();

    @Option(
            names = "--during",
            split = ",",
            paramLabel = "WHAT",
            description =
                    "Also measures while a replica fails, in each round another one: crash, lie or"
                            + " both (one lies and another one crashes).")
    private List<Circumstance> during = List.of();

    /// What is meant.
    ///
    /// @throws picocli.CommandLine.ParameterException if the options do not go together
    Bench.Plan plan(Screen screen) {
        var setups = setups();
        if (http && loads.contains(Load.TRIVIAL)) {
            throw screen.wrongUsage("--http asks for bookings, expected another --load");
        }
        if (setups.size() > SETUPS_MAX) {
            throw screen.wrongUsage(
                    "%d clusters to compare, expected at most %d"
                            .formatted(setups.size(), SETUPS_MAX));
        }
        var plan =
                new Bench.Plan(
                        setups,
                        outstanding(),
                        distinct(rates),
                        Duration.ofSeconds(seconds),
                        rounds == null ? during.isEmpty() ? ROUNDS : ROUNDS_OF_FAILURES : rounds,
                        multicast,
                        distinct(losses),
                        distinct(during));
        checkRates(plan, screen);
        return plan;
    }

    private void checkRates(Bench.Plan plan, Screen screen) {
        if (plan.isClosed()) {
            return;
        }
        if (plan.rates().contains(0)) {
            throw screen.wrongUsage("--rate 0 beside other rates, expected it alone");
        }
        if (outstanding != null && !http && !plan.isHalfTheMost()) {
            throw screen.wrongUsage("--outstanding beside --rate, expected only one of them");
        }
        if (outstanding != null && plan.outstanding().size() > 1) {
            throw screen.wrongUsage("--outstanding has several numbers, expected one, or --rate 0");
        }
        int connections = plan.outstanding().getFirst();
        int least = Math.ceilDiv(connections, IDLE_SECONDS_MAX);
        boolean isLong = http && plan.time().toSeconds() > IDLE_SECONDS_MAX;
        for (int rate : plan.rates()) {
            if (isLong && rate < least) {
                throw screen.wrongUsage(
                        ("--rate %d over %d connections, expected %d or more, so that none is idle"
                                        + " for long")
                                .formatted(rate, connections, least));
            }
        }
    }

    private static <T> ImmutableList<T> distinct(List<T> typed) {
        return ImmutableSet.copyOf(typed).asList();
    }

    private ImmutableList<Setup> setups() {
        boolean faulty = !losses.isEmpty() || !during.isEmpty();
        var asked = loads.isEmpty() ? List.of(http ? Load.BOOKING : Load.TRIVIAL) : loads;
        var setups = ImmutableList.<Setup>builder();
        for (var load : asked) {
            for (var durability : durabilities) {
                for (var key : keys) {
                    setups.add(
                            new Setup(
                                    load,
                                    durability,
                                    key == Switch.ON,
                                    datagramBytes,
                                    http,
                                    faulty));
                }
            }
        }
        return distinct(setups.build());
    }

    private ImmutableList<Integer> outstanding() {
        if (outstanding != null) {
            return distinct(outstanding);
        }
        return http ? ImmutableList.of(CONNECTIONS) : OUTSTANDING;
    }
}
