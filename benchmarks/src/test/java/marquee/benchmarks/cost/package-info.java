/// Tests of the measurement of costs.
@NullMarked
package marquee.benchmarks.cost;

import org.jspecify.annotations.NullMarked;
