package marquee.manager.process;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import marquee.config.ClusterConfig;
import marquee.config.ConfigException;
import marquee.config.ExitStatus;
import marquee.config.RoleFaults;
import marquee.config.process.FaultDesk;
import marquee.config.process.Parent;
import marquee.config.process.RoleShell;
import marquee.config.process.SpareCall;
import marquee.config.process.Topic;
import marquee.manager.ManagerEffect;
import marquee.manager.ManagerEvent;
import marquee.manager.ManagerSettings;
import marquee.manager.ReplicaManager;
import marquee.protocol.Effect;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.ReplicationCodec;
import marquee.protocol.replication.ReplicationMessage.ToManager;
import marquee.transport.ClusterSecret;
import marquee.transport.LinkKeys;
import marquee.transport.PeerKey;
import marquee.transport.udp.EventLoop;
import marquee.transport.udp.UdpSettings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A replica manager as a process: runs the role on UDP, and starts and ends the processes of
/// replicas. Its end is theirs.
public final class ManagerProcess {
    private static final Logger LOG = LoggerFactory.getLogger(ManagerProcess.class);

    /// How long replicas may take to end in order.
    private static final long END_MILLIS_MAX = RoleShell.STOP_MILLIS_MAX / 2;

    private final ClusterConfig config;
    private final Options options;
    private final RoleShell shell;
    private final FaultDesk faults;
    private final Map<ReplicaId, ReplicaJvm> replicas = new ConcurrentHashMap<>();
    private final SpareKeeper spares = new SpareKeeper(this::hear, this::spareSays, this::ended);
    private @Nullable EventLoop<ToManager, ManagerEvent> loop;
    private @Nullable ClusterSecret secret;

    private ManagerProcess(ClusterConfig config, Options options, RoleShell shell) {
        this.config = config;
        this.options = options;
        this.shell = shell;
        this.faults = new FaultDesk(options.self());
    }

    /// Runs one manager of the cluster `config` on this thread until the process is told to end.
    ///
    /// @return the exit status, of [ExitStatus]
    public static int run(ClusterConfig config, Options options) {
        return RoleShell.run(
                new RoleShell.Settings(config, options.self(), options.withParent()),
                shell -> new ManagerProcess(config, options, shell).run());
    }

    private int run() throws ConfigException, IOException, InterruptedException {
        var bytes = config.readSecret();
        secret = bytes == null ? null : new ClusterSecret(bytes);
        try (var opened = open()) {
            loop = opened;
            shell.explain(opened::complaint);
            faults.started(options.faults(), options.seed());
            shell.onStop(opened::close);
            shell.reportReadiness(() -> missing(opened), () -> "");
            opened.run();
        } finally {
            endReplicas();
        }
        return ExitStatus.DONE;
    }

    /// Ends all replicas, those that are stopped too, before this process is made to end itself.
    private void endReplicas() throws InterruptedException {
        var running = ImmutableList.copyOf(replicas.values());
        running.forEach(ReplicaJvm::askToEnd);
        var waiting = spares.take();
        if (waiting != null) {
            waiting.askToEnd();
        }
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(END_MILLIS_MAX);
        for (var replica : running) {
            replica.awaitEnd(TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
        }
        if (waiting != null) {
            waiting.awaitEnd(TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
        }
    }

    private EventLoop<ToManager, ManagerEvent> open() throws ConfigException, IOException {
        var self = new Peer(options.self(), 0, System.currentTimeMillis());
        var peers = config.peersOf(self.id());
        var udp = // Not yielding: its loop starts replicas.
                new UdpSettings(config.bindAddress(self.id()), config.addresses(peers))
                        .withMoves(config::moved)
                        .withFaults(options.faults().links(), options.seed())
                        .recordedIn(config.recordings());
        var keys = secret == null ? LinkKeys.NONE : secret.keysOf(self.id(), 0);
        var node = config.nodeSettings(self, peers, options.seed()).withKeys(keys);
        var role =
                new ReplicaManager(
                        new ManagerSettings(
                                self.id(), config.group(), config.implementations(), frontEnds()));
        return EventLoop.open(udp, node, role, ReplicationCodec.forManager(), this::perform);
    }

    private ImmutableList<NodeId> frontEnds() {
        return config.frontEnds().stream()
                .map(frontEnd -> frontEnd.node().id())
                .collect(ImmutableList.toImmutableList());
    }

    private void perform(Effect.Local effect) {
        switch ((ManagerEffect) effect) {
            case ManagerEffect.StartProcess start -> start(start);
            case ManagerEffect.EndProcess(var replica) -> {
                Topic.of(replica).tell(() -> LOG.info("ends {}", replica));
                var running = replicas.get(replica);
                if (running != null) {
                    running.kill();
                }
            }
            case ManagerEffect.HandKey(var replica, var newcomer) -> {
                var running = replicas.get(replica);
                if (running != null) {
                    running.tell(key(replica, newcomer.node(), newcomer.incarnation()));
                }
            }
            case ManagerEffect.ToSpare told -> spares.tell(told);
            case ManagerEffect.Misbehave(var order) -> faults.told(order, this::changeFaults);
            case ManagerEffect.Votes(var ballot, boolean unmet) -> {
                var doubt = unmet ? ", which was not heard since this one started" : "";
                Topic.of(ballot).tell(() -> LOG.info("votes for {}{}", ballot, doubt));
            }
        }
    }

    private void changeFaults(RoleFaults changed, long seed) {
        if (loop != null) {
            loop.changeFaults(changed.links(), seed);
        }
    }

    private void start(ManagerEffect.StartProcess start) {
        var replica = start.replica();
        var ready = start.first() ? null : spares.take();
        if (ready != null) {
            spareSays(new ManagerEvent.SpareGone());
        }
        if (ready != null && ready.isAtHand() && ready.isAttentive()) {
            Topic.of(replica)
                    .tell(() ->
                            LOG.info(
                                    "makes its spare {} with {}", replica, start.implementation()));
            var call =
                    new SpareCall(
                            replica.node(),
                            replica.incarnation(),
                            options.self(),
                            start.implementation());
            keep(replica, ready.call(call, keysAtStart(start)));
            return;
        }
        if (ready != null) {
            ready.kill();
        }
        Topic.of(replica)
                .tell(() -> LOG.info("starts {} with {}", replica, start.implementation()));
        try {
            var process =
                    ReplicaJvm.start(
                            replica.toString(),
                            command(start),
                            line -> hear(replica.toString(), line),
                            () -> ended(replica));
            process.tell(keysAtStart(start));
            keep(replica, process);
        } catch (IOException e) {
            Topic.of(replica).tell(() -> LOG.error("cannot start {}: {}", replica, e.getMessage()));
            ended(replica);
        }
    }

    private void keep(ReplicaId replica, ReplicaJvm process) {
        replicas.put(replica, process);
        if (!process.isAlive()) {
            ended(replica); // It may have ended before it was anybody, or was kept here.
        }
    }

    /// Takes down what a child says. When a replica is ready, the machine has time for a spare.
    private void hear(String who, String line) {
        LOG.info("{}: {}", who, line);
        if (config.warmSpare() && line.startsWith(RoleShell.READY + " ")) {
            spares.prepare(
                    ImmutableList.<String>builder()
                            .addAll(options.replicaCommand())
                            .add("--spare", "--host", options.self().toString())
                            .add("--seed", Long.toString(options.seed()))
                            .build());
        }
    }

    /// What a replica that starts is told: the keys of all its links (rule P44), and that these are
    /// all.
    private ImmutableList<String> keysAtStart(ManagerEffect.StartProcess start) {
        var lines = ImmutableList.<String>builder();
        for (var node : config.nodes()) {
            if (node.kind() != NodeId.Kind.REPLICA) {
                lines.addAll(key(start.replica(), node, 0));
            }
        }
        for (var other : start.others()) {
            lines.addAll(key(start.replica(), other.node(), other.incarnation()));
        }
        return lines.add(Parent.START).build();
    }

    /// The line with the key of the link of `replica` with a life of `peer`; none without keys.
    private ImmutableList<String> key(ReplicaId replica, NodeId peer, int life) {
        if (secret == null) {
            return ImmutableList.of();
        }
        var key = secret.key(replica.node(), replica.incarnation(), peer, life);
        return ImmutableList.of(new PeerKey(peer, life, key).line());
    }

    private ImmutableList<String> command(ManagerEffect.StartProcess start) {
        var command = ImmutableList.<String>builder().addAll(options.replicaCommand());
        command.add("--id", start.replica().node().toString());
        command.add("--incarnation", Integer.toString(start.replica().incarnation()));
        command.add("--host", options.self().toString());
        command.add("--implementation", start.implementation());
        command.add("--seed", Long.toString(options.seed()));
        command.add("--with-parent");
        if (secret != null) {
            command.add("--keys", "-");
        }
        boolean own = start.replica().slot() == options.self().index();
        if (start.first() && own && !options.replicaFaults().isEmpty()) {
            command.add("--fault", options.replicaFaults());
        }
        return command.build();
    }

    private void spareSays(ManagerEvent event) {
        var running = loop;
        if (running != null) {
            running.submit(event);
        }
    }

    private void ended(ReplicaId replica) {
        Topic.of(replica).tell(() -> LOG.info("{} has ended", replica));
        replicas.remove(replica);
        var running = loop;
        if (running != null) {
            running.submit(new ManagerEvent.ProcessEnded(replica));
        }
    }

    private ImmutableList<NodeId> missing(EventLoop<ToManager, ManagerEvent> opened) {
        return opened.isConnected(NodeId.SEQUENCER)
                ? ImmutableList.of()
                : ImmutableList.of(NodeId.SEQUENCER);
    }
}
