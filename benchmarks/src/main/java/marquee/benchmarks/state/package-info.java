/// What exporting and checking a large state costs (docs/performance.md).
@NullMarked
package marquee.benchmarks.state;

import org.jspecify.annotations.NullMarked;
