/// Pictures of what was measured.
@NullMarked
package marquee.benchmarks.plot;

import org.jspecify.annotations.NullMarked;
