/// Tests that run the whole cluster in virtual time (docs/testing.md).
@NullMarked
package marquee.scenarios.simulated;

import org.jspecify.annotations.NullMarked;
