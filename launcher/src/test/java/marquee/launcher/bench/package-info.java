@NullMarked
package marquee.launcher.bench;

import org.jspecify.annotations.NullMarked;
