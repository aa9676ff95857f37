@NullMarked
package marquee.sequencer.process;

import org.jspecify.annotations.NullMarked;
