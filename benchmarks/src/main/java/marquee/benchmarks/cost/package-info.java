/// What an operation costs an implementation of booking, and whether that grows with what it holds.
@NullMarked
package marquee.benchmarks.cost;

import org.jspecify.annotations.NullMarked;
