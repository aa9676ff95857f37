@NullMarked
package marquee.sequencer.log;

import org.jspecify.annotations.NullMarked;
