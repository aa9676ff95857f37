@NullMarked
package marquee.launcher.deploy;

import org.jspecify.annotations.NullMarked;
