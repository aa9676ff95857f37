package marquee.launcher.simulated;

import marquee.protocol.NodeId;
import marquee.simulation.SimulatedProcess;

/// One machine of the simulated cluster: a process and whatever of it survives a crash.
interface Machine {
    /// The process that runs on the machine.
    SimulatedProcess<?, ?> process();

    /// Begins the next life of the process, unless it runs, or is never to run again.
    void start();

    /// Adds what the present life counted to the run's marks.
    void count();

    /// The machine's name.
    default NodeId id() {
        return process().id();
    }
}
