package marquee.launcher.scenario.live;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import marquee.client.FrontEndClient;
import marquee.client.UnreachableException;
import marquee.config.ConfigException;
import marquee.config.RoleName;
import marquee.config.process.StartException;
import marquee.launcher.local.ClusterClient;
import marquee.launcher.local.ClusterStatus;
import marquee.launcher.local.LocalCluster;
import marquee.launcher.local.RefusedException;
import marquee.launcher.local.RoleChild;
import marquee.launcher.scenario.Action;
import marquee.launcher.scenario.History;
import marquee.launcher.scenario.lab.Life;
import marquee.launcher.scenario.lab.NetworkFaults;
import marquee.launcher.scenario.lab.Wires;
import marquee.launcher.scenario.stage.StageException;
import marquee.launcher.scenario.stage.Targets;
import marquee.protocol.NodeId;
import marquee.protocol.replication.FaultOrder;
import org.jspecify.annotations.Nullable;

/// What a scenario has happen to a live cluster: to its processes, its network and its date. What
/// was stopped is ended with it.
final class Happenings implements AutoCloseable {
    private final LocalCluster cluster;
    private final ClusterClient orders;
    private final Lookout lookout;
    private final @Nullable Wires wires;
    private final Consumer<History.Event> witness;
    private final long seed;
    private final Signals signals = new Signals();

    /// To what it happens, and by what means.
    ///
    /// @param client by which orders go: a patient one, since a repeated fault begins anew
    /// @param wires the network, if it is one of its own
    record Means(
            LocalCluster cluster, FrontEndClient client, Lookout lookout, @Nullable Wires wires) {}

    /// @param witness hears of what customers notice
    /// @param seed what faulty roles choose by
    Happenings(Means means, Consumer<History.Event> witness, long seed) {
        cluster = means.cluster();
        orders = new ClusterClient(means.client());
        lookout = means.lookout();
        wires = means.wires();
        this.witness = witness;
        this.seed = seed;
    }

    /// Has `action` happen, before this returns.
    void act(Action action) throws StageException {
        try {
            switch (action) {
                case Action.Fault(var role, var faults) -> fault(role, faults);
                case Action.Kill(var nodes) -> kill(nodes);
                case Action.Stop(var nodes) -> {
                    for (var node : processes(targets(nodes)).entrySet()) {
                        signals.stop(node.getKey(), node.getValue());
                    }
                }
                case Action.Continue(var nodes) -> resume(nodes);
                case Action.Start(var nodes) -> start(nodes);
                case Action.Cut(var nodes, var others, boolean oneWay) ->
                        cut(nodes, others, oneWay);
                case Action.Heal() -> wires().heal();
                case Action.Date(var to) -> moveDate(to);
            }
        } catch (UnreachableException
                | RefusedException
                | IOException
                | StartException
                | ConfigException
                | RuntimeException e) {
            throw new StageException("%s fails: %s".formatted(action.words(), e.getMessage()), e);
        } catch (InterruptedException e) {
            throw LiveStage.interrupted(e);
        }
    }

    @Override
    public void close() {
        signals.close();
    }

    /// What the network can do wrong itself, it does; the rest is left to the role.
    private void fault(String role, String faults)
            throws StageException,
                    UnreachableException,
                    RefusedException,
                    ConfigException,
                    IOException,
                    InterruptedException {
        var nodes = RoleName.among(cluster.config().nodes(), role);
        processes(new Targets(nodes, NodeId.parse(role) != null)); // Or nobody would be told.
        var left = faults;
        if (wires != null) {
            var divided = NetworkFaults.of(faults);
            wires.disturb(lives(nodes), divided.network());
            left = divided.rest();
        }
        orders.fault(role, new FaultOrder(left, seed));
    }

    private void cut(ImmutableList<NodeId> nodes, ImmutableList<NodeId> others, boolean oneWay)
            throws StageException, IOException, InterruptedException {
        var all = ImmutableList.<NodeId>builder().addAll(nodes).addAll(others).build();
        var lives = lives(all);
        int count = nodes.size();
        wires().cut(lives.subList(0, count), lives.subList(count, lives.size()), oneWay);
    }

    private Wires wires() throws StageException {
        if (wires == null) {
            throw new StageException("nothing is cut between processes of one host");
        }
        return wires;
    }

    /// Who `nodes` are at one moment.
    private ImmutableList<Life> lives(ImmutableList<NodeId> nodes) throws StageException {
        var status = replicas(nodes).isEmpty() ? null : lookout.status();
        var lives = ImmutableList.<Life>builder();
        for (var node : nodes) {
            int incarnation =
                    node.kind() == NodeId.Kind.REPLICA && status != null
                            ? status.incarnation(node.toString())
                            : 0;
            lives.add(new Life(node, incarnation));
        }
        return lives.build();
    }

    /// The replicas of `nodes`: who they are only the cluster can say.
    private static ImmutableList<NodeId> replicas(ImmutableList<NodeId> nodes) {
        return nodes.stream()
                .filter(node -> node.kind() == NodeId.Kind.REPLICA)
                .collect(ImmutableList.toImmutableList());
    }

    private void kill(ImmutableList<NodeId> nodes) throws StageException, InterruptedException {
        var processes = processes(targets(nodes));
        processes.values().forEach(ProcessHandle::destroyForcibly);
        for (var node : processes.keySet()) {
            if (node.kind() != NodeId.Kind.REPLICA) {
                cluster.kill(node); // It waits for the end.
            }
        }
    }

    private void resume(ImmutableList<NodeId> nodes)
            throws StageException, IOException, InterruptedException {
        var stopped = signals.stopped();
        for (var node : nodes.isEmpty() ? stopped : nodes) {
            if (!stopped.contains(node)) {
                throw new StageException(node + " does not stand still");
            }
            signals.resume(node);
        }
    }

    /// Replicas are left to their managers.
    private void start(ImmutableList<NodeId> nodes)
            throws StageException,
                    StartException,
                    ConfigException,
                    IOException,
                    InterruptedException {
        var ended = targets(nodes).ended(node -> child(node).isPresent());
        cluster.startAgain(
                ended.stream()
                        .filter(node -> node.kind() != NodeId.Kind.REPLICA)
                        .collect(ImmutableList.toImmutableList()));
    }

    private Targets targets(ImmutableList<NodeId> nodes) {
        return Targets.of(nodes, cluster.config().nodes());
    }

    /// The processes that `targets` are at this moment.
    private Map<NodeId, ProcessHandle> processes(Targets targets) throws StageException {
        var status = statusFor(targets);
        return targets.running(node ->
                node.kind() == NodeId.Kind.REPLICA && status != null
                        ? ProcessHandle.of(status.pid(node.toString()))
                        : child(node));
    }

    /// What the cluster says of replicas among `targets`, if there are any. Those that are named
    /// are waited for.
    private @Nullable ClusterStatus statusFor(Targets targets) throws StageException {
        var replicas = replicas(targets.nodes());
        if (replicas.isEmpty()) {
            return null;
        }
        return targets.named() ? lookout.statusOnceHeardOf(replicas) : lookout.status();
    }

    /// The process of a role that was started here, if it runs.
    private Optional<ProcessHandle> child(NodeId node) {
        return cluster.children().stream()
                .filter(child -> child.id().equals(node))
                .map(RoleChild::handle)
                .filter(ProcessHandle::isAlive)
                .findFirst();
    }

    private void moveDate(LocalDate to)
            throws UnreachableException, RefusedException, InterruptedException {
        long begun = System.nanoTime();
        orders.moveDate(to);
        witness.accept(new History.DateMoved(begun, System.nanoTime(), to, true));
    }
}
