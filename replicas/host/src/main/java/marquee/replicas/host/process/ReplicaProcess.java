package marquee.replicas.host.process;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import marquee.applications.StateMachine;
import marquee.applications.StoreException;
import marquee.config.ClusterConfig;
import marquee.config.ConfigException;
import marquee.config.ExitStatus;
import marquee.config.NodeConfig;
import marquee.config.RoleFaults;
import marquee.config.process.FaultDesk;
import marquee.config.process.RoleShell;
import marquee.config.process.StartException;
import marquee.config.process.Topic;
import marquee.protocol.Effect;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.ReplicationCodec;
import marquee.protocol.replication.ReplicationMessage.ToReplica;
import marquee.protocol.replication.SlotReport.Biography;
import marquee.replicas.host.ExecutionObserver;
import marquee.replicas.host.Replica;
import marquee.replicas.host.ReplicaEffect;
import marquee.replicas.host.ReplicaEvent;
import marquee.replicas.host.ReplicaLimits;
import marquee.replicas.host.state.KeyLimits;
import marquee.replicas.host.state.ReplicatedState;
import marquee.replicas.host.state.StateLimits;
import marquee.transport.udp.EventLoop;
import marquee.transport.udp.UdpSettings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A replica as a process: finds its implementation by name, then runs the role on UDP until it is
/// told to stop. Nothing on disk outlives it: a first incarnation executes the order from its
/// beginning, a later one fetches the state of others. A fault of its application ends it (rule
/// P49).
public final class ReplicaProcess {
    private static final Logger LOG = LoggerFactory.getLogger(ReplicaProcess.class);
    private static final CharMatcher VISIBLE = CharMatcher.inRange('!', '~');

    private final ClusterConfig config;
    private final Options options;
    private final RoleShell shell;
    private final ReplicaId self;
    private final AtomicBoolean caughtUp = new AtomicBoolean();
    private final FaultDesk desk;
    private @Nullable FaultSwitch faultSwitch;
    private @Nullable EventLoop<ToReplica, ReplicaEvent> running;

    private ReplicaProcess(ClusterConfig config, Options options, RoleShell shell) {
        this.config = config;
        this.options = options;
        this.shell = shell;
        this.desk = new FaultDesk(options.self());
        this.self = new ReplicaId(options.self().index(), options.life().incarnation());
    }

    /// Runs one replica of the cluster `config` on this thread until the process is told to end.
    ///
    /// @return the exit status, of [ExitStatus]
    public static int run(ClusterConfig config, Options options) {
        return RoleShell.run(
                new RoleShell.Settings(config, options.self(), options.given().parent()),
                shell -> new ReplicaProcess(config, options, shell).run());
    }

    private int run() throws ConfigException, StartException, IOException {
        var implementation = Implementations.find(options.implementation());
        var learned = options.given().learned();
        var data = config.replica(options.self()).data();
        if (learned != null) {
            LOG.info("{} goes on from {}, which it has learned", self, learned.executed());
        }
        if (data == null) {
            return run(learned == null ? begin(implementation.create()) : learned);
        }
        try (var store = StoreFolder.open(data, self.incarnation(), Implementations.files())) {
            var application = implementation.createIn(store.path().toString());
            if (learned == null) {
                return run(begin(application));
            }
            learned.moveTo(application);
            return run(learned);
        } catch (StoreException e) {
            throw new StartException(ExitStatus.REFUSED, e.getMessage());
        }
    }

    private ReplicatedState begin(StateMachine application) {
        return new ReplicatedState(application, limits(config).state());
    }

    /// The limits of a replica of the cluster `config`.
    static ReplicaLimits limits(ClusterConfig config) {
        var keys = KeyLimits.DEFAULT.withOwnSession(config.limits().pendingRequestsMax());
        return ReplicaLimits.DEFAULT.withState(StateLimits.DEFAULT.withKeys(keys));
    }

    private int run(ReplicatedState state) throws ConfigException, IOException {
        try (var loop = open(state)) {
            running = loop;
            shell.onStop(loop::close);
            shell.explain(loop::complaint);
            shell.reportReadiness(this::missing, options::implementation);
            loop.run();
        }
        return ExitStatus.DONE;
    }

    private EventLoop<ToReplica, ReplicaEvent> open(ReplicatedState state)
            throws ConfigException, IOException {
        var life = new Peer(options.self(), self.incarnation(), System.currentTimeMillis());
        var peers = config.peersOf(life.id());
        var bind = config.replicaBindAddress(life.id(), self.incarnation(), options.life().host());
        var udp =
                new UdpSettings(bind, config.addresses(peers))
                        .withMoves(config::moved)
                        .withFaults(options.faults().links(), options.seed())
                        .recordedIn(config.recordings())
                        .yielding();
        var node =
                config.nodeSettings(life, peers, options.seed()).withKeys(options.given().keys());
        var faults = FaultSwitch.around(state, this::replica);
        faults.change(options.faults(), options.seed());
        desk.started(options.faults(), options.seed());
        faultSwitch = faults;
        return EventLoop.open(
                udp, node, faults.role(), ReplicationCodec.forReplica(), this::perform);
    }

    private Replica replica(ReplicatedState state) {
        var biography =
                new Biography(
                        options.implementation(),
                        shortened(options.faults().text()),
                        ProcessHandle.current().pid());
        return new Replica(
                new Replica.Settings(
                        self, biography, limits(config), config.group().quorum(), managers()),
                state,
                options.logRequests() ? new RequestLog(self) : ExecutionObserver.NONE);
    }

    private ImmutableList<NodeId> managers() {
        return config.managers().stream()
                .map(NodeConfig::id)
                .collect(ImmutableList.toImmutableList());
    }

    private void perform(Effect.Local effect) {
        switch ((ReplicaEffect) effect) {
            case ReplicaEffect.CaughtUp(long head) -> {
                Topic.of(self)
                        .at(head)
                        .tell(() -> LOG.info("has executed everything up to #{}", head));
                caughtUp.set(true);
            }
            case ReplicaEffect.Alarm(var what, long number) ->
                    Topic.of(self).at(number).tell(() -> LOG.error("{} at #{}", what, number));
            case ReplicaEffect.Misbehave(var order) -> desk.told(order, this::changeFaults);
            case ReplicaEffect.Crash() -> FaultSwitch.crash();
            case ReplicaEffect.StandStill() -> FaultSwitch.standStill();
        }
    }

    private void changeFaults(RoleFaults changed, long seed) {
        if (running != null && faultSwitch != null) {
            running.changeFaults(changed.links(), seed);
            faultSwitch.change(changed, seed);
        }
    }

    private ImmutableList<NodeId> missing() {
        return caughtUp.get() ? ImmutableList.of() : ImmutableList.of(NodeId.SEQUENCER);
    }

    /// The text as far as it can be told to others.
    private static String shortened(String text) {
        var visible = VISIBLE.retainFrom(text);
        return visible.substring(0, Math.min(visible.length(), Biography.TEXT_MAX));
    }
}
