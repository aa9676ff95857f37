@NullMarked
package marquee.launcher.soak;

import org.jspecify.annotations.NullMarked;
