@NullMarked
package marquee.launcher.picture;

import org.jspecify.annotations.NullMarked;
