@NullMarked
package marquee.launcher.trouble;

import org.jspecify.annotations.NullMarked;
