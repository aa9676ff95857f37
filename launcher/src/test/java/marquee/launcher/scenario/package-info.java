@NullMarked
package marquee.launcher.scenario;

import org.jspecify.annotations.NullMarked;
