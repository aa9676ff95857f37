@NullMarked
package marquee.simulation;

import org.jspecify.annotations.NullMarked;
