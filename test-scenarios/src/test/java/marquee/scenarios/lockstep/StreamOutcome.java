package marquee.scenarios.lockstep;

import java.util.Optional;
import marquee.simulation.Marks;

/// What came of one stream.
///
/// @param operations how many were executed
/// @param marks what happened in it
/// @param difference empty if there was none
record StreamOutcome(long seed, int operations, Marks marks, Optional<Difference> difference) {}
