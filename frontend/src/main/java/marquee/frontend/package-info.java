/// The role that judges replies, and its HTTP edge.
@NullMarked
package marquee.frontend;

import org.jspecify.annotations.NullMarked;
