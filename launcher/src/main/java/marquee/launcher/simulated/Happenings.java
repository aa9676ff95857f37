package marquee.launcher.simulated;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import marquee.config.ConfigException;
import marquee.config.RoleFaults;
import marquee.config.RoleName;
import marquee.launcher.scenario.Action;
import marquee.launcher.scenario.StageException;
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
            case Action.Kill(var nodes) -> present(nodes).forEach(Happenings::kill);
            case Action.Stop(var nodes) -> present(nodes).forEach(this::stop);
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
            for (var node : RoleName.among(cluster.nodes(), role)) {
                faults.requireFor(node);
                change(node, faults);
            }
        } catch (ConfigException e) {
            throw new StageException("" + e.getMessage(), e);
        }
    }

    private void change(NodeId node, RoleFaults faults) throws StageException {
        var machine = machine(node);
        long seed = chance.next();
        if (machine.isEmpty()) {
            throw new StageException(node + " does not run, and cannot be told " + faults.text());
        } else if (machine.get() instanceof ReplicaMachine replica) {
            replica.change(faults, seed);
        } else {
            machine.get().process().changeFaults(faults.links(), seed);
        }
    }

    private ImmutableList<Machine> present(ImmutableList<NodeId> nodes) {
        return nodes.stream()
                .flatMap(node -> machine(node).stream())
                .collect(ImmutableList.toImmutableList());
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

    private void start(ImmutableList<NodeId> nodes) {
        cluster.permanent().stream()
                .filter(machine -> nodes.contains(machine.id()))
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
