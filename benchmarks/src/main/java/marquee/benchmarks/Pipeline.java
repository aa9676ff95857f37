package marquee.benchmarks;

import com.google.common.util.concurrent.Uninterruptibles;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.BindException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import marquee.config.ClusterConfig;
import marquee.config.ConfigException;
import marquee.config.process.FaultDesk;
import marquee.config.process.StartException;
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
import marquee.transport.ClusterSecret;
import marquee.transport.LinkCount;
import marquee.transport.udp.EventLoop;
import marquee.transport.udp.UdpSettings;
import org.jspecify.annotations.Nullable;

/// The native driver: a front end's role in this JVM, called without HTTP. It keeps a number of
/// requests under way, each followed by the next as soon as it is answered, on the loop's own
/// thread; the sequencer and the replicas are real processes.
public final class Pipeline implements AutoCloseable {
    private static final NodeId SELF = NodeId.frontEnd(1);
    private static final Duration LAST_ANSWERS = Traffic.BACKLOG.plusSeconds(12);
    private static final long POLL_MILLIS = 10;
    private static final long KICK = -1;

    private final EventLoop<ToFrontEnd, FrontEndEvent> loop;
    private final ClusterConfig config;
    private final Thread thread;
    private final FaultDesk desk = new FaultDesk(SELF);
    private final AtomicBoolean kicked = new AtomicBoolean();
    private volatile @Nullable Run run;

    private Pipeline(ClusterConfig config) throws IOException, ConfigException {
        this.config = config;
        var self = new Peer(SELF, 0, System.currentTimeMillis());
        var limits = FrontEndLimits.DEFAULT;
        var role = new FrontEnd(new FrontEndSettings(self, config.group(), limits));
        this.loop =
                EventLoop.open(
                        udp(),
                        config.nodeSettings(self, config.peersOf(SELF), 1)
                                .withKeys(ClusterSecret.keys(config.readSecret(), SELF)),
                        role,
                        ReplicationCodec.forFrontEnd(),
                        this::perform);
        this.thread = Thread.ofPlatform().name("driver").start(loop::run);
    }

    /// Who knows whether the cluster can still come up.
    public interface Watch {
        /// Looks whether somebody has ended.
        ///
        /// @throws StartException if so, with what it said
        void look() throws StartException, IOException, InterruptedException;
    }

    /// Takes the place of the first front end of `config`, and waits until the sequencer and all
    /// replicas are there.
    ///
    /// @param patience for how long
    /// @param watch asked meanwhile whether that is in vain
    /// @throws IOException if its port is taken, or somebody does not come
    /// @throws StartException if `watch` says so
    public static Pipeline connect(ClusterConfig config, Duration patience, Watch watch)
            throws StartException, IOException, ConfigException, InterruptedException {
        var pipeline = open(config);
        try {
            pipeline.await(patience, watch);
            return pipeline;
        } catch (StartException | IOException | InterruptedException | RuntimeException e) {
            pipeline.close();
            throw e;
        }
    }

    private void await(Duration patience, Watch watch)
            throws StartException, IOException, InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (!config.peersOf(SELF).stream().allMatch(loop::isConnected)) {
            watch.look();
            if (System.nanoTime() - end > 0) {
                throw new IOException(
                        "the cluster did not come up within %d s".formatted(patience.toSeconds()));
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private static Pipeline open(ClusterConfig config) throws IOException, ConfigException {
        try {
            return new Pipeline(config);
        } catch (BindException e) {
            throw new IOException("cannot listen on " + e.getMessage(), e);
        }
    }

    /// A driver that has this front end ask `requests`.
    public Driver asking(Requests requests) {
        return workload -> run(workload, requests);
    }

    private Result run(Workload workload, Requests requests) throws IOException {
        long before = datagrams();
        var started = new Run(workload, requests, System.nanoTime());
        run = started;
        try (var _ = workload.isOpen() ? Pacer.start(workload, started.start, this::kick) : null) {
            kick();
            var patience = workload.time().plus(LAST_ANSWERS);
            if (!started.ended.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new IOException("requests were left without an answer");
            }
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        } finally {
            run = null;
        }
        return started.result(datagrams() - before);
    }

    /// Has the loop look at what is due, unless it is about to.
    private void kick() {
        if (kicked.compareAndSet(false, true)) {
            loop.submit(new FrontEndEvent.StatusAsked(KICK));
        }
    }

    private long datagrams() {
        var counters = loop.counters();
        return counters.sum(LinkCount.SENT) + counters.sum(LinkCount.RECEIVED);
    }

    @Override
    public void close() {
        loop.close();
        Uninterruptibles.joinUninterruptibly(thread);
    }

    private UdpSettings udp() throws ConfigException {
        var peers = config.addresses(config.peersOf(SELF));
        return new UdpSettings(config.bindAddress(SELF), peers).withMoves(config::moved).yielding();
    }

    private void perform(Effect.Local effect) {
        switch ((FrontEndEffect) effect) {
            case FrontEndEffect.Misbehave(var order) ->
                    desk.told(order, (faults, seed) -> loop.changeFaults(faults.links(), seed));
            default -> tell(effect);
        }
    }

    private void tell(Effect.Local effect) {
        var current = run;
        if (effect instanceof FrontEndEffect.StatusShown) {
            kicked.set(false);
        }
        if (current != null) {
            switch ((FrontEndEffect) effect) {
                case FrontEndEffect.Answered answered -> current.answered(answered.call());
                case FrontEndEffect.Refused refused -> current.failed(refused.call());
                case FrontEndEffect.Unknown unknown -> current.failed(unknown.call());
                case FrontEndEffect.StatusShown _ -> current.issue(System.nanoTime());
                default -> {}
            }
        }
    }

    /// One measurement; on the loop's thread but for its beginning and its end. A call's number is
    /// its place in the traffic.
    private final class Run {
        private final CountDownLatch ended = new CountDownLatch(1);
        private final Requests requests;
        private final Traffic traffic;
        private final long start;

        Run(Workload workload, Requests requests, long start) {
            this.requests = requests;
            this.start = start;
            this.traffic = new Traffic(workload, start);
        }

        void answered(long call) {
            long now = System.nanoTime();
            traffic.answered((int) call, now);
            issue(now);
        }

        void failed(long call) {
            long now = System.nanoTime();
            traffic.failed((int) call, now);
            issue(now);
        }

        /// Sends all that is due.
        void issue(long now) {
            traffic.giveUp(now);
            for (long n = traffic.begun(); ; n++) {
                int place = traffic.begin(now);
                if (place == Traffic.NONE) {
                    break;
                }
                loop.submit(new FrontEndEvent.Called(place, requests.id(n), requests.operation(n)));
            }
            if (traffic.isOver(now)) {
                ended.countDown();
            }
        }

        Result result(long datagrams) {
            return traffic.result(System.nanoTime(), datagrams);
        }
    }
}
