@NullMarked
package marquee.launcher.scenario.live;

import org.jspecify.annotations.NullMarked;
