@NullMarked
package marquee.launcher.scenario.run;

import org.jspecify.annotations.NullMarked;
