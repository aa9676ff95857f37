@NullMarked
package marquee.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
