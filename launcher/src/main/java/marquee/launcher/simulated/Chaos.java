package marquee.launcher.simulated;

import java.util.ArrayList;
import java.util.List;
import marquee.protocol.Chance;
import marquee.protocol.NodeId;
import marquee.simulation.Fault;
import marquee.simulation.Simulation;
import marquee.simulation.Strengths;
import org.jspecify.annotations.Nullable;

/// Strikes now and then, for as long as it is let: partitions, pauses, slowness, crashes and clock
/// steps, as strong as the plan of the run says, within what the group must bear.
final class Chaos {
    private static final long MILLI = 1_000_000;
    private static final int BETWEEN_STRIKES = 300 * (int) MILLI;

    /// Up to twice the patience of a link, so that some are given up and some are not.
    private static final int PARTITION_SPAN_MILLIS = 6_000;

    private static final int PAUSE_SPAN_MILLIS = 6_000;
    private static final int SLOW_SPAN_MILLIS = 1_000;
    private static final int CLOG_SPAN_MILLIS = 800;

    /// Up to many times the patience of managers with one another.
    private static final int AWAY_SPAN_MILLIS = 4_000;

    private static final int SLOW_STEP = 5 * (int) MILLI;
    private static final int EFFECTS_SPAN = 40;
    private static final int STEP = 40_000;

    private final Simulation simulation;
    private final Chance chance;
    private final Strengths faults;
    private final Cluster cluster;
    private final Budget budget;
    private boolean ended;

    Chaos(Cluster cluster, Budget budget) {
        this.simulation = cluster.surroundings().simulation();
        this.chance = cluster.surroundings().chances().faults();
        this.faults = cluster.plan().faults();
        this.cluster = cluster;
        this.budget = budget;
    }

    /// Begins to strike.
    void start() {
        simulation.after(chance.below(BETWEEN_STRIKES), this::strike);
    }

    /// Never strikes again.
    void end() {
        ended = true;
    }

    private void strike() {
        if (ended) {
            return;
        }
        for (var fault : faults.perMille().keySet()) {
            if (chance.happens(faults.of(fault)) && strike(fault, any(cluster.machines()))) {
                cluster.mark("fault: " + Strengths.name(fault), 1);
            }
        }
        start();
    }

    /// @return whether anything was struck; no network faults are, for they strike datagrams
    private boolean strike(Fault fault, Machine machine) {
        switch (fault) {
            case PARTITION -> partition(machine.id());
            case ONE_WAY_PARTITION ->
                    cluster.network()
                            .block(machine.id(), other(machine), span(PARTITION_SPAN_MILLIS));
            case CLOGGING ->
                    cluster.network().clog(machine.id(), other(machine), span(CLOG_SPAN_MILLIS));
            case PAUSE -> {
                machine.process().pause(span(PAUSE_SPAN_MILLIS));
                return machine.process().isRunning();
            }
            case SLOWNESS -> {
                machine.process().slow(1 + chance.below(SLOW_STEP), span(SLOW_SPAN_MILLIS));
                return machine.process().isRunning();
            }
            case CRASH_AND_RESTART -> {
                return crash(anyThatComesBack(machine));
            }
            case CRASH -> {
                var replica = anyReplica();
                return replica != null && budget.mayCrash(replica.self()) && crash(replica);
            }
            case JOINER_CRASH -> {
                var joiner = budget.joinerToCrash();
                return joiner != null && crash(joiner);
            }
            case HOST_CRASH -> {
                return takeDown(any(cluster.managers()));
            }
            case FRONT_END_CRASH -> {
                return retire(any(cluster.frontEnds()));
            }
            case NEXT_LIE -> {
                var replica = anyReplica();
                return replica != null && budget.mayLie(replica.self()) && replica.lie();
            }
            case TORN_WRITE -> {
                return cluster.sequencer().tearNextWrite();
            }
            case CLOCK_STEP -> cluster.sequencer().stepClock(chance.below(STEP) - STEP / 2);
            case LOSS,
                    BURST_LOSS,
                    DUPLICATION,
                    DELAY,
                    REORDERING,
                    CAPACITY,
                    CORRUPTION,
                    TRUNCATION,
                    REPLAY,
                    CRASH_BETWEEN_EFFECTS,
                    UNDEAD -> {
                return false;
            }
        }
        return true;
    }

    /// Cuts `one` and perhaps others off from the rest.
    private void partition(NodeId one) {
        long until = span(PARTITION_SPAN_MILLIS);
        var inside = new ArrayList<NodeId>();
        var outside = new ArrayList<NodeId>();
        for (var machine : cluster.machines()) {
            boolean with = machine.id().equals(one) || chance.below(4) == 0;
            (with ? inside : outside).add(machine.id());
        }
        for (var from : inside) {
            for (var to : outside) {
                cluster.network().block(from, to, until);
                cluster.network().block(to, from, until);
            }
        }
    }

    /// A host goes down, with all that runs on it.
    private boolean takeDown(ManagerMachine host) {
        if (!mayGoDown(host)) {
            return false;
        }
        host.stayAway(chance.below(AWAY_SPAN_MILLIS) * MILLI);
        return crash(host);
    }

    /// One host at a time, and none with two replicas that vote.
    private boolean mayGoDown(ManagerMachine host) {
        boolean allRun =
                cluster.managers().stream()
                        .allMatch(manager ->
                                manager.process().isRunning() && !manager.process().isDoomed());
        return host.process().isRunning() && budget.mayLose(host, allRun);
    }

    private boolean retire(FrontEndMachine frontEnd) {
        boolean may =
                frontEnd.process().isRunning()
                        && cluster.frontEnds().stream().filter(FrontEndMachine::isInService).count()
                                > 1;
        if (may) {
            frontEnd.retire();
        }
        return may;
    }

    /// @return whether there is anything that can crash
    private boolean crash(Machine machine) {
        var process = machine.process();
        boolean runs = process.isRunning();
        boolean between = chance.happens(faults.of(Fault.CRASH_BETWEEN_EFFECTS));
        int effects = chance.below(EFFECTS_SPAN);
        if (runs && between) {
            process.crashAfter(effects);
        } else if (runs) {
            process.crash();
        }
        return runs;
    }

    /// The sequencer as often as all front ends together. A manager takes its replica with it.
    private Machine anyThatComesBack(Machine machine) {
        return switch (machine) {
            case FrontEndMachine frontEnd -> frontEnd;
            case ManagerMachine manager when mayGoDown(manager) -> manager;
            default -> cluster.sequencer();
        };
    }

    private @Nullable ReplicaMachine anyReplica() {
        var replicas = cluster.replicas().all();
        return replicas.isEmpty() ? null : any(replicas);
    }

    private <T extends Machine> T any(List<T> machines) {
        return machines.get(chance.below(machines.size()));
    }

    private NodeId other(Machine machine) {
        var other = any(cluster.machines());
        return other.id().equals(machine.id()) ? NodeId.SEQUENCER : other.id();
    }

    private long span(int longestMillis) {
        return simulation.now() + chance.below(longestMillis) * MILLI;
    }
}
