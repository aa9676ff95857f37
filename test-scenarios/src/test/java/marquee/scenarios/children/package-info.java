/// Programs that tests start beside themselves.
@NullMarked
package marquee.scenarios.children;

import org.jspecify.annotations.NullMarked;
