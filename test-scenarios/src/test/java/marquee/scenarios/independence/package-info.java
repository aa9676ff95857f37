/// Whether the implementations were written independently (docs/independence.md).
@NullMarked
package marquee.scenarios.independence;

import org.jspecify.annotations.NullMarked;
