/// Tests of what the simulator tells people.
@NullMarked
package marquee.launcher.simulated;

import org.jspecify.annotations.NullMarked;
