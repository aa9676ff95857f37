package marquee.launcher.simulated;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import marquee.protocol.Chance;
import marquee.protocol.NodeId;
import marquee.simulation.Fault;
import marquee.simulation.Marks;
import marquee.simulation.SimulatedNetwork;
import marquee.simulation.Simulation;
import marquee.simulation.Strengths;
import marquee.simulation.Surroundings;

/// Strikes now and then, for as long as it is let: partitions, pauses, slowness, crashes and clock
/// steps, as strong as the scenario says, within what the group must bear.
final class Chaos {
    private static final long MILLI = 1_000_000;
    private static final int BETWEEN_STRIKES = 300 * (int) MILLI;

    /// Up to twice the patience of a link, so that some are given up and some are not.
    private static final int PARTITION_SPAN_MILLIS = 6_000;

    private static final int PAUSE_SPAN_MILLIS = 6_000;
    private static final int SLOW_SPAN_MILLIS = 1_000;
    private static final int SLOW_STEP = 5 * (int) MILLI;
    private static final int EFFECTS_SPAN = 40;
    private static final int STEP = 40_000;

    private final Simulation simulation;
    private final Chance chance;
    private final Strengths faults;
    private final SimulatedNetwork network;
    private final Targets targets;
    private final Marks marks;
    private boolean ended;

    /// What can be struck.
    interface Targets {
        /// All machines.
        ImmutableList<Machine> machines();

        /// The one that has a disk and a clock on the wall.
        SequencerMachine sequencer();

        /// Whether the group can bear the crash of a replica.
        boolean canLoseOne();
    }

    Chaos(Surroundings surroundings, Strengths faults, SimulatedNetwork network, Targets targets) {
        this.simulation = surroundings.simulation();
        this.chance = surroundings.chances().faults();
        this.faults = faults;
        this.network = network;
        this.targets = targets;
        this.marks = surroundings.marks();
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
            if (chance.happens(faults.of(fault))) {
                strike(fault, any());
            }
        }
        start();
    }

    private void strike(Fault fault, Machine machine) {
        switch (fault) {
            case PARTITION -> partition(machine.id());
            case ONE_WAY_PARTITION ->
                    network.block(machine.id(), other(machine), span(PARTITION_SPAN_MILLIS));
            case PAUSE -> machine.process().pause(span(PAUSE_SPAN_MILLIS));
            case SLOWNESS ->
                    machine.process().slow(1 + chance.below(SLOW_STEP), span(SLOW_SPAN_MILLIS));
            case CRASH_AND_RESTART -> crash(anyThatComesBack());
            case CRASH -> {
                if (machine.id().kind() == NodeId.Kind.REPLICA && targets.canLoseOne()) {
                    crash(machine);
                }
            }
            case TORN_WRITE -> targets.sequencer().tearNextWrite();
            case CLOCK_STEP -> targets.sequencer().stepClock(chance.below(STEP) - STEP / 2);
            default -> {
                return; // The network does it to datagrams, or it is a way to crash.
            }
        }
        marks.counter("fault: " + Strengths.name(fault)).hit();
    }

    /// Cuts `one` and perhaps others off from the rest.
    private void partition(NodeId one) {
        long until = span(PARTITION_SPAN_MILLIS);
        var inside = new ArrayList<NodeId>();
        var outside = new ArrayList<NodeId>();
        for (var machine : targets.machines()) {
            boolean with = machine.id().equals(one) || chance.below(4) == 0;
            (with ? inside : outside).add(machine.id());
        }
        for (var from : inside) {
            for (var to : outside) {
                network.block(from, to, until);
                network.block(to, from, until);
            }
        }
    }

    private void crash(Machine machine) {
        var process = machine.process();
        boolean between = chance.happens(faults.of(Fault.CRASH_BETWEEN_EFFECTS));
        int effects = chance.below(EFFECTS_SPAN);
        if (process.isRunning() && between) {
            process.crashAfter(effects);
        } else if (process.isRunning()) {
            process.crash();
        }
    }

    /// The sequencer as often as all front ends together. A manager takes its replica with it.
    private Machine anyThatComesBack() {
        var machine = any();
        return switch (machine.id().kind()) {
            case FRONT_END -> machine;
            case MANAGER -> targets.canLoseOne() ? machine : targets.sequencer();
            case SEQUENCER, REPLICA -> targets.sequencer();
        };
    }

    private Machine any() {
        return targets.machines().get(chance.below(targets.machines().size()));
    }

    private NodeId other(Machine machine) {
        var other = any();
        return other.id().equals(machine.id()) ? NodeId.SEQUENCER : other.id();
    }

    private long span(int longestMillis) {
        return simulation.now() + chance.below(longestMillis) * MILLI;
    }
}
