@NullMarked
package marquee.launcher.scenario.linear;

import org.jspecify.annotations.NullMarked;
