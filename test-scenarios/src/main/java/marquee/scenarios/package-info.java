/// Tests over the whole product, simulated and live.
@NullMarked
package marquee.scenarios;

import org.jspecify.annotations.NullMarked;
