/// Lock-step: every implementation of booking and the reference model, compared in bytes after
/// every operation of random streams (docs/testing.md).
@NullMarked
package marquee.scenarios.lockstep;

import org.jspecify.annotations.NullMarked;
