package marquee.benchmarks;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.util.concurrent.Uninterruptibles;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import marquee.config.ClusterConfig;
import marquee.config.ConfigException;
import marquee.frontend.FrontEnd;
import marquee.frontend.FrontEndEffect;
import marquee.frontend.FrontEndEvent;
import marquee.frontend.FrontEndLimits;
import marquee.frontend.FrontEndSettings;
import marquee.protocol.Effect;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.replication.ReplicationCodec;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd;
import marquee.protocol.wire.Bytes;
import marquee.transport.ClusterSecret;
import marquee.transport.LinkLimits;
import marquee.transport.NodeSettings;
import marquee.transport.udp.EventLoop;
import marquee.transport.udp.UdpSettings;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// The native driver: a front end's role in this JVM, called without HTTP. It keeps a number of
/// requests under way, each followed by the next as soon as it is answered, on the loop's own
/// thread; the sequencer and the replicas are real processes.
public final class Pipeline implements AutoCloseable {
    private static final NodeId SELF = NodeId.frontEnd(1);
    private static final Duration CONNECT = Duration.ofSeconds(20);
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(12);

    private final EventLoop<ToFrontEnd, FrontEndEvent> loop;
    private final ClusterConfig config;
    private final Thread thread;
    private volatile @Nullable Run run;

    private Pipeline(ClusterConfig config) throws IOException, ConfigException {
        this.config = config;
        var self = new Peer(SELF, 0, System.currentTimeMillis());
        var limits = FrontEndLimits.DEFAULT;
        var role = new FrontEnd(new FrontEndSettings(self, config.group(), limits));
        this.loop =
                EventLoop.open(
                        udp(),
                        new NodeSettings(self, config.clusterId(), links(), peers(config), 1)
                                .withKeys(ClusterSecret.keys(config.readSecret(), SELF)),
                        role,
                        ReplicationCodec.forFrontEnd(),
                        this::perform);
        this.thread = Thread.ofPlatform().name("driver").start(loop::run);
    }

    /// Takes the place of the first front end of `config`, and waits until the sequencer and all
    /// replicas are there.
    ///
    /// @throws IOException if its port is taken, or somebody does not come
    public static Pipeline connect(ClusterConfig config) throws IOException, ConfigException {
        var pipeline = new Pipeline(config);
        long patience = System.nanoTime() + CONNECT.toNanos();
        while (!peers(config).stream().allMatch(pipeline.loop::isConnected)) {
            if (System.nanoTime() - patience > 0) {
                pipeline.close();
                throw new IOException("the cluster did not come up within " + CONNECT);
            }
            Uninterruptibles.sleepUninterruptibly(Duration.ofMillis(10));
        }
        return pipeline;
    }

    /// Keeps `outstanding` requests under way for `time`, the n-th asking for `operation` of n.
    ///
    /// @throws IOException if the last answers do not come
    public Result run(int outstanding, Duration time, LongFunction<Bytes> operation)
            throws IOException {
        var started = new Run(outstanding, time, operation);
        run = started;
        started.begin();
        if (!Uninterruptibles.awaitUninterruptibly(
                started.ended, time.plus(LAST_ANSWERS).toNanos(), TimeUnit.NANOSECONDS)) {
            throw new IOException("requests were left without an answer");
        }
        return started.result();
    }

    @Override
    public void close() {
        loop.close();
        Uninterruptibles.joinUninterruptibly(thread);
    }

    private UdpSettings udp() throws ConfigException {
        var peers = ImmutableMap.<NodeId, InetSocketAddress>builder();
        for (var peer : peers(config)) {
            peers.put(peer, config.address(peer));
        }
        return new UdpSettings(config.bindAddress(SELF), peers.buildOrThrow());
    }

    private static ImmutableList<NodeId> peers(ClusterConfig config) {
        return config.nodes().stream()
                .filter(node -> node.kind() != NodeId.Kind.FRONT_END)
                .collect(ImmutableList.toImmutableList());
    }

    private LinkLimits links() {
        return LinkLimits.DEFAULT.withDatagramBytes(config.limits().datagramBytesMax());
    }

    private void perform(Effect.Local effect) {
        var current = run;
        if (current != null) {
            switch ((FrontEndEffect) effect) {
                case FrontEndEffect.Answered answered -> current.answered(answered.call());
                case FrontEndEffect.Refused refused -> current.failed(refused.call());
                case FrontEndEffect.Unknown unknown -> current.failed(unknown.call());
                default -> {}
            }
        }
    }

    /// One measurement. A call's number is the place of its start in `startedAt`, free again once
    /// it is answered.
    private final class Run {
        private final Histogram latencies = new Histogram(3);
        private final CountDownLatch ended;
        private final LongFunction<Bytes> operation;
        private final long[] startedAt;
        private final long start = System.nanoTime();
        private final long end;
        private long requests;
        private long completed;
        private long failed;

        Run(int outstanding, Duration time, LongFunction<Bytes> operation) {
            this.startedAt = new long[outstanding];
            this.operation = operation;
            this.end = start + time.toNanos();
            this.ended = new CountDownLatch(outstanding);
        }

        /// Issues the first requests; from there on everything happens on the loop's thread.
        void begin() {
            for (int call = 0; call < startedAt.length; call++) {
                startedAt[call] = System.nanoTime();
                loop.submit(new FrontEndEvent.Called(call, null, operation.apply(call)));
            }
        }

        void answered(long call) {
            long now = System.nanoTime();
            latencies.recordValue(now - startedAt[(int) call]);
            completed++;
            next(call, now);
        }

        void failed(long call) {
            failed++;
            next(call, System.nanoTime());
        }

        private void next(long call, long now) {
            if (now - end >= 0) {
                ended.countDown();
                return;
            }
            startedAt[(int) call] = now;
            long request = startedAt.length + requests++;
            loop.submit(new FrontEndEvent.Called(call, null, operation.apply(request)));
        }

        Result result() {
            return new Result(
                    latencies, completed, Duration.ofNanos(System.nanoTime() - start), failed);
        }
    }
}
