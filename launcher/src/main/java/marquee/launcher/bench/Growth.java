package marquee.launcher.bench;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import marquee.benchmarks.RawChain;
import marquee.benchmarks.Requests;
import marquee.benchmarks.Workload;
import marquee.client.UnreachableException;
import marquee.config.ConfigException;
import marquee.config.process.StartException;
import marquee.launcher.bench.report.Comparison;
import marquee.launcher.bench.report.Run;
import marquee.protocol.replication.RequestId;
import marquee.protocol.wire.Bytes;
import org.jspecify.annotations.Nullable;

/// Whether a request costs more when there is more of something: one cluster grows from size to
/// size, and at each is measured in turns with the raw chain. Used by one thread.
final class Growth implements AutoCloseable {
    private static final Duration RAW_WARM_UP = Duration.ofSeconds(4);

    /// With fewer, roles still run code that is not compiled, at several times the cost.
    private static final int WARM_UP_REQUESTS = 400_000;

    static final int OUTSTANDING_TO_GROW = 1_024;

    /// Who ask then, by turns: one client may have but few requests under way.
    static final int CLIENTS_TO_GROW = 1_000;

    private final GrowthAxis axis;
    private final RawChain raw;
    private final BenchCluster cluster;
    private final Bulk bulk;
    private long held;
    private long begun;

    private Growth(GrowthAxis axis, RawChain raw, BenchCluster cluster) {
        this.axis = axis;
        this.raw = raw;
        this.cluster = cluster;
        this.bulk = new Bulk(cluster.today());
    }

    /// Starts a cluster, with what it writes in `directory`, and the raw chain of as many replicas.
    static Growth start(GrowthAxis axis, int replicas, Path directory)
            throws ConfigException, StartException, IOException, InterruptedException {
        var setup = axis.setup();
        var raw = RawChain.start(setup.datagramBytes(), replicas);
        try {
            return new Growth(axis, raw, BenchCluster.start(directory, setup, replicas));
        } catch (ConfigException
                | StartException
                | IOException
                | InterruptedException
                | RuntimeException e) {
            raw.close();
            throw e;
        }
    }

    /// Has everybody run for a while, since their code is new.
    void warmUp() throws IOException, UnreachableException, InterruptedException {
        raw.run(axis.rawWorkload(RAW_WARM_UP));
        if (axis == GrowthAxis.HELD) {
            fill(bulk::add, Workload.counted(1, Bulk.SHOWS));
        }
        fill(asked(CLIENTS_TO_GROW), Workload.counted(OUTSTANDING_TO_GROW, WARM_UP_REQUESTS));
    }

    /// Measures at `size`, which is no less than the last one, once code that is new there has been
    /// compiled, where that makes nothing more.
    ///
    /// @param time how long each run lasts
    /// @param progress told what is being done
    Comparison measure(long size, int rounds, Duration time, Consumer<String> progress)
            throws IOException, UnreachableException, InterruptedException {
        var scale = axis.scale(size);
        progress.accept("growing to " + scale.words());
        grow(size);
        if (axis.leavesNothing()) {
            var pipeline = new Contestant(axis.setup().name(), "", load -> take(asked(size), load));
            WarmUp.of(pipeline, axis.outstanding(), time, progress);
        }
        var all = ImmutableList.<ImmutableList<Run>>builder();
        for (int round = 1; round <= rounds; round++) {
            progress.accept("%s, round %d of %d".formatted(scale.words(), round, rounds));
            var beside = Contestant.plainly(raw, raw::processes).take(axis.rawWorkload(time));
            all.add(ImmutableList.of(beside, take(asked(size), axis.workload(time))));
        }
        var names = ImmutableList.of(Comparison.RAW, axis.setup().name());
        return new Comparison(scale, names, ImmutableList.of("", ""), all.build());
    }

    private void grow(long to) throws IOException, UnreachableException, InterruptedException {
        if (axis == GrowthAxis.HELD) {
            fill(bulk.bookings(held), Workload.counted(OUTSTANDING_TO_GROW, to - held));
            held = to;
        } else if (axis == GrowthAxis.ORDERED && begun < to) {
            fill(asked(to), Workload.counted(OUTSTANDING_TO_GROW, to - begun));
        }
    }

    private Requests asked(long size) {
        var trivial = Load.TRIVIAL.requests(cluster.today());
        return switch (axis) {
            case HELD -> bulk.turns();
            case CLIENTS -> new Named(trivial, size, begun);
            case ORDERED, REPLICAS -> trivial;
        };
    }

    private Run take(Requests requests, Workload workload)
            throws IOException, UnreachableException, InterruptedException {
        var driver = cluster.pipeline().asking(requests);
        var run = Contestant.plainly(driver, cluster::processes).take(workload);
        begun += run.result().completed() + run.result().lost();
        return run;
    }

    /// Asks for what is there afterwards, which is less if an answer is missing.
    private void fill(Requests requests, Workload workload)
            throws IOException, UnreachableException, InterruptedException {
        var result = take(requests, workload).result();
        if (result.lost() > 0) {
            throw new IOException(
                    "%d of %d requests were not answered while the cluster grew, expected all"
                            .formatted(result.lost(), result.lost() + result.completed()));
        }
    }

    @Override
    public void close() {
        cluster.close();
        raw.close();
    }

    /// Requests with the names that `clients` clients gave them by turns.
    ///
    /// @param first differs from one run to the next, so that no name comes twice
    record Named(Requests requests, long clients, long first) implements Requests {
        @Override
        public Bytes operation(long n) {
            return requests.operation(n);
        }

        @Override
        public @Nullable RequestId id(long n) {
            return RequestId.named("client-" + n % clients, Long.toString(first + n));
        }
    }
}
