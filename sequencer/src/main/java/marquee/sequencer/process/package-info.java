/// The sequencer's process: its disk, its clock, its sockets.
@NullMarked
package marquee.sequencer.process;

import org.jspecify.annotations.NullMarked;
