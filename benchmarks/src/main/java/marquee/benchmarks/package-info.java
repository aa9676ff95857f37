/// What the pipeline costs, beside the raw chain.
@NullMarked
package marquee.benchmarks;

import org.jspecify.annotations.NullMarked;
