@NullMarked
package marquee.launcher.bench.recovery;

import org.jspecify.annotations.NullMarked;
