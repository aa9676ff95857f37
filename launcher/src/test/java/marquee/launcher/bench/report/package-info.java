@NullMarked
package marquee.launcher.bench.report;

import org.jspecify.annotations.NullMarked;
