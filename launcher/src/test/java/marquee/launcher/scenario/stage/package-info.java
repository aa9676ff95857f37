@NullMarked
package marquee.launcher.scenario.stage;

import org.jspecify.annotations.NullMarked;
