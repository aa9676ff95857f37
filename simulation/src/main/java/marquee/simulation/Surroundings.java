package marquee.simulation;

import marquee.protocol.Chance;

/// What everything in one run shares.
///
/// @param simulation the virtual time
/// @param trace takes down what happens
/// @param marks counts what has happened at least once
/// @param chances decide what happens
public record Surroundings(Simulation simulation, Trace trace, Marks marks, Chances chances) {
    /// The sources of chance, split from the seed in one fixed order, so that more draws for one
    /// purpose do not shift those for another.
    public record Chances(Chance network, Chance faults, Chance workload, Chance processes) {
        private static Chances splitFrom(Chance root) {
            // Arguments are evaluated from left to right: the order is fixed.
            return new Chances(root.split(), root.split(), root.split(), root.split());
        }
    }

    /// Everything for one run of `seed` whose facts `trace` takes down.
    public static Surroundings of(long seed, Trace trace) {
        var root = new Chance(seed);
        return new Surroundings(
                new Simulation(root.split()), trace, new Marks(), Chances.splitFrom(root));
    }
}
