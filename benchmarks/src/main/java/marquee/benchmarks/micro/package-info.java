/// What the smallest parts of the pipeline cost, measured by JMH.
@NullMarked
package marquee.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
