/// The sequencer's log: its form, how it is written ahead, and how it is read back. Pure: the disk
/// is an interface, so that a simulated one can lose power (docs/sequencer-log.md).
@NullMarked
package marquee.sequencer.log;

import org.jspecify.annotations.NullMarked;
