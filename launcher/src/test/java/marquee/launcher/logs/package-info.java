@NullMarked
package marquee.launcher.logs;

import org.jspecify.annotations.NullMarked;
