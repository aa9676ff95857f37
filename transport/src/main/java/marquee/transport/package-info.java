/// Reliable links over datagrams.
@NullMarked
package marquee.transport;

import org.jspecify.annotations.NullMarked;
