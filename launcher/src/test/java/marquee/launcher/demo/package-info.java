@NullMarked
package marquee.launcher.demo;

import org.jspecify.annotations.NullMarked;
