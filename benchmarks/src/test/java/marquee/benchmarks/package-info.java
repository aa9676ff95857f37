@NullMarked
package marquee.benchmarks;

import org.jspecify.annotations.NullMarked;
