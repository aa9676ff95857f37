/// Whatever a peer sends, nothing is thrown.
@NullMarked
package marquee.scenarios.fuzz;

import org.jspecify.annotations.NullMarked;
