package marquee.launcher.simulated;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import marquee.config.ConfigException;
import marquee.config.RoleFaults;
import marquee.config.RoleName;
import marquee.launcher.scenario.Action;
import marquee.launcher.scenario.stage.StageException;
import marquee.launcher.scenario.stage.Targets;
import marquee.protocol.Chance;
import marquee.protocol.NodeId;
import marquee.protocol.replication.ReplicaId;
import marquee.simulation.Onlooker.Who;
import marquee.simulation.SimulatedNetwork;

/// Lets happen to a cluster what a scenario says.
final class Happenings {
    private final Cluster cluster;
    private final Chance chance;
    private final List<Machine> stopped = new ArrayList<>();

    Happenings(Cluster cluster) {
        this.cluster = cluster;
        this.chance = cluster.surroundings().chances().faults();
    }

    /// Lets `action` happen now.
    ///
    /// @throws StageException if it makes no sense as things are
    void happen(Action action) throws StageException {
        switch (action) {
            case Action.Fault(var role, var faults) -> fault(role, faults);
            case Action.Kill(var nodes) -> running(nodes).forEach(Happenings::kill);
            case Action.Stop(var nodes) -> running(nodes).forEach(this::stop);
            case Action.Continue(var nodes) -> resume(nodes);
            case Action.Start(var nodes) -> start(nodes);
            case Action.Cut(var nodes, var others, boolean oneWay) -> cut(nodes, others, oneWay);
            case Action.Heal _ -> cluster.network().join();
            case Action.Date _ -> throw new IllegalArgumentException("no machine's affair");
        }
    }

    private void fault(String role, String text) throws StageException {
        try {
            var faults = RoleFaults.parse(text);
            var nodes = RoleName.among(cluster.nodes(), role);
            for (var node : nodes) {
                faults.requireFor(node);
            }
            var targets = new Targets(nodes, NodeId.parse(role) != null);
            targets.running(this::machine).values().forEach(machine -> change(machine, faults));
        } catch (ConfigException e) {
            throw new StageException("" + e.getMessage(), e);
        }
    }

    private void change(Machine machine, RoleFaults faults) {
        long seed = chance.next();
        if (machine instanceof ReplicaMachine replica) {
            replica.change(faults, seed);
        } else {
            machine.process().changeFaults(faults.links(), seed);
        }
    }

    private Collection<Machine> running(ImmutableList<NodeId> nodes) throws StageException {
        return Targets.of(nodes, cluster.nodes()).running(this::machine).values();
    }

    /// A manager takes its replicas with it.
    private static void kill(Machine machine) {
        if (machine.process().isRunning()) {
            machine.process().crash();
        }
    }

    private void stop(Machine machine) {
        machine.process().stop();
        stopped.add(machine);
    }

    private void resume(ImmutableList<NodeId> nodes) throws StageException {
        for (var node : nodes) {
            if (stopped.stream().noneMatch(machine -> machine.id().equals(node))) {
                throw new StageException(node + " does not stand still");
            }
        }
        for (var machine : ImmutableList.copyOf(stopped)) {
            if (nodes.isEmpty() || nodes.contains(machine.id())) {
                stopped.remove(machine);
                if (machine instanceof ReplicaMachine replica) {
                    replica.resume();
                } else {
                    machine.process().resume();
                }
            }
        }
    }

    private void start(ImmutableList<NodeId> nodes) throws StageException {
        var ended = Targets.of(nodes, cluster.nodes()).ended(node -> machine(node).isPresent());
        cluster.permanent().stream()
                .filter(machine -> ended.contains(machine.id()))
                .forEach(Machine::start);
    }

    /// Who fills a slot later is not cut off.
    private void cut(ImmutableList<NodeId> nodes, ImmutableList<NodeId> others, boolean oneWay) {
        var inside = lives(nodes);
        var outside = lives(others);
        SimulatedNetwork.Cut there =
                (from, to) ->
                        inside.contains(from)
                                && (others.isEmpty() ? !inside.contains(to) : outside.contains(to));
        cluster.network()
                .cut((from, to) ->
                        there.separates(from, to) || (!oneWay && there.separates(to, from)));
    }

    private ImmutableSet<Who> lives(ImmutableList<NodeId> nodes) {
        return nodes.stream().map(this::who).collect(ImmutableSet.toImmutableSet());
    }

    private Who who(NodeId node) {
        boolean slot = node.kind() == NodeId.Kind.REPLICA;
        return new Who(node, slot ? current(node).incarnation() : 0);
    }

    private ReplicaId current(NodeId node) {
        return cluster.audit().membership().slot(node.index()).replica();
    }

    /// The machine of `node` that runs, stopped or not.
    private Optional<Machine> machine(NodeId node) {
        var machines =
                node.kind() == NodeId.Kind.REPLICA
                        ? Optional.<Machine>ofNullable(cluster.replicas().running(current(node)))
                        : cluster.permanent().stream()
                                .filter(machine -> machine.id().equals(node))
                                .findFirst();
        return machines.filter(machine -> machine.process().isRunning());
    }
}
