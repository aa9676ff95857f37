@NullMarked
package marquee.sequencer;

import org.jspecify.annotations.NullMarked;
