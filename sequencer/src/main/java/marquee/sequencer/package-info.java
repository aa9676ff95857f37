/// The role that gives every request its number.
@NullMarked
package marquee.sequencer;

import org.jspecify.annotations.NullMarked;
