package marquee.launcher.bench;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import marquee.benchmarks.RawChain;
import marquee.benchmarks.Workload;
import marquee.client.UnreachableException;
import marquee.config.ConfigException;
import marquee.config.process.StartException;
import marquee.launcher.bench.report.Comparison;
import marquee.launcher.trouble.Trouble;

/// A measurement: all that is compared runs from its beginning to its end, is warmed up, and then
/// takes turns. Used by one thread.
final class Bench implements AutoCloseable {
    /// How many requests of an open loop may be under way.
    private static final int OPEN_OUTSTANDING = 4_096;

    private final Plan plan;
    private final RawChain raw;
    private final List<BenchCluster> clusters = new ArrayList<>();
    private final List<Contestant> contestants = new ArrayList<>();

    /// Those to whom nothing happens, as they are before it is their turn.
    private final List<Contestant> undisturbed = new ArrayList<>();

    private final List<WarmUp> warmUps = new ArrayList<>();
    private final List<String> takenAgain = new ArrayList<>();
    private final List<String> replaced = new ArrayList<>();

    /// What is measured.
    ///
    /// @param setups what is compared with the raw chain, and with the first of them
    /// @param outstanding how many requests are under way at once
    /// @param rates the rates of open loops; 0 alone for closed ones; empty for closed ones too,
    ///   but while replicas fail for half of the most that can be had
    /// @param time how long each run lasts
    /// @param multicast whether the raw chain sends once for all replicas
    /// @param losses of which shares of datagrams, in percent, the loss is measured too
    /// @param during what is to happen to replicas meanwhile, each measured apart
    record Plan(
            ImmutableList<Setup> setups,
            ImmutableList<Integer> outstanding,
            ImmutableList<Integer> rates,
            Duration time,
            int rounds,
            boolean multicast,
            ImmutableList<Integer> losses,
            ImmutableList<Circumstance> during) {
        /// Whether requests become due at half of the most that can be had.
        boolean isHalfTheMost() {
            return rates.isEmpty() && !during.isEmpty();
        }

        /// Whether a request follows as soon as another one is answered.
        boolean isClosed() {
            return !isHalfTheMost() && rates.stream().allMatch(rate -> rate == 0);
        }

        /// For how long each contestant is measured.
        Duration measured() {
            int workloads = isHalfTheMost() ? 1 : isClosed() ? outstanding.size() : rates.size();
            return time.multipliedBy((long) workloads * rounds);
        }
    }

    private Bench(Plan plan) throws IOException {
        this.plan = plan;
        int datagramBytes = plan.setups().getFirst().datagramBytes();
        this.raw = RawChain.start(datagramBytes, plan.multicast());
        var chain = new Contestant(Comparison.RAW, "", Contestant.plainly(raw, raw::processes));
        contestants.add(chain);
        undisturbed.add(chain);
    }

    /// Starts everybody, with what they write in `directory`.
    static Bench start(Plan plan, Path directory)
            throws ConfigException, StartException, IOException, InterruptedException {
        var bench = new Bench(plan);
        try {
            for (var setup : plan.setups()) {
                int number = bench.clusters.size() + 1;
                var cluster = BenchCluster.start(directory.resolve("cluster-" + number), setup);
                bench.clusters.add(cluster);
                bench.admit(cluster, setup);
            }
            return bench;
        } catch (ConfigException
                | StartException
                | IOException
                | InterruptedException
                | RuntimeException e) {
            bench.close();
            throw e;
        }
    }

    private void admit(BenchCluster cluster, Setup setup) {
        var driver = cluster.driver(setup.load());
        var plain = Contestant.plainly(driver, cluster::processes);
        var first = plan.setups().getFirst();
        var beside = setup.equals(first) ? "" : first.name();
        var alone = new Contestant(setup.name(), beside, plain);
        undisturbed.add(alone);
        contestants.add(
                plan.during().isEmpty()
                        ? alone
                        : disturbed(cluster, alone, _ -> ImmutableList.of()));
        for (int loss : plan.losses()) {
            var name = "%s, %d %% lost".formatted(setup.name(), loss);
            var watched =
                    new Watched(
                            lossy(cluster, plain, loss),
                            cluster.rescue(),
                            who -> replaced.add("%s: %s".formatted(name, who)),
                            InstantSource.system());
            contestants.add(new Contestant(name, setup.name(), watched));
        }
        for (var circumstance : plan.during()) {
            var name = "%s, %s".formatted(setup.name(), circumstance.words());
            var struck = new Contestant(name, setup.name(), plain);
            contestants.add(disturbed(cluster, struck, circumstance::troubles));
        }
    }

    /// The same `contestant`, to whose group `troubles` happen in its turns, and nothing else.
    private Contestant disturbed(
            BenchCluster cluster,
            Contestant contestant,
            IntFunction<ImmutableList<Trouble>> troubles) {
        var plain = contestant.turn();
        var disturbed = new Disturbed(cluster.rescue(), plain, troubles, InstantSource.system());
        var turn =
                new Again(
                        new Settled(plain, disturbed),
                        why -> takenAgain.add("%s: %s".formatted(contestant.name(), why)));
        return new Contestant(contestant.name(), contestant.beside(), turn);
    }

    private static Contestant.Turn lossy(BenchCluster cluster, Contestant.Turn plain, int loss) {
        return workload -> {
            cluster.disturb("drop:%d%%".formatted(loss));
            try {
                return plain.take(workload);
            } finally {
                cluster.disturb("clear");
            }
        };
    }

    /// Lets everybody warm up and then take turns at each workload.
    ///
    /// @param progress told what is being done
    ImmutableList<Comparison> run(Consumer<String> progress)
            throws IOException, UnreachableException, InterruptedException {
        for (var each : undisturbed) {
            warmUps.add(WarmUp.of(each, mostOutstanding(), plan.measured(), progress));
        }
        boolean faulty = plan.setups().getFirst().faulty();
        var turns = new Turns(ImmutableList.copyOf(contestants), plan.rounds(), faulty);
        var comparisons = ImmutableList.<Comparison>builder();
        for (var workload : workloads(progress)) {
            comparisons.add(turns.at(workload, progress));
        }
        return comparisons.build();
    }

    /// How long everybody has warmed up.
    ImmutableList<WarmUp> warmUps() {
        return ImmutableList.copyOf(warmUps);
    }

    /// In whose turns, the rehearsal's among them, a replica was replaced to which nothing was
    /// done, and the first such one; they count as any other.
    ImmutableList<String> replaced() {
        return ImmutableList.copyOf(replaced);
    }

    /// Whose turns were taken again, and why.
    ImmutableList<String> takenAgain() {
        return ImmutableList.copyOf(takenAgain);
    }

    private ImmutableList<Workload> workloads(Consumer<String> progress)
            throws IOException, UnreachableException, InterruptedException {
        if (plan.isHalfTheMost()) {
            progress.accept("looking for the most that can be had, to ask for half of it");
            return ImmutableList.of(open(most() / 2));
        }
        return plan.isClosed()
                ? each(plan.outstanding(), many -> Workload.closed(many, plan.time()))
                : each(plan.rates(), this::open);
    }

    private static ImmutableList<Workload> each(
            ImmutableList<Integer> of, Function<Integer, Workload> workload) {
        return of.stream().map(workload).collect(ImmutableList.toImmutableList());
    }

    private Workload open(double perSecond) {
        boolean http = plan.setups().getFirst().http();
        int outstanding = http ? mostOutstanding() : OPEN_OUTSTANDING;
        return Workload.open(outstanding, perSecond, plan.time());
    }

    /// What the slowest setup answers in a second.
    private double most() throws IOException, UnreachableException, InterruptedException {
        double most = Double.MAX_VALUE;
        for (var each : undisturbed) {
            if (!each.name().equals(Comparison.RAW)) {
                var run = each.turn().take(Workload.closed(mostOutstanding(), plan.time()));
                most = Math.min(most, run.result().perSecond());
            }
        }
        return most;
    }

    private int mostOutstanding() {
        return plan.outstanding().stream().mapToInt(Integer::intValue).max().orElseThrow();
    }

    @Override
    public void close() {
        for (var cluster : clusters) {
            cluster.close();
        }
        raw.close();
    }
}
