/// Runs a node on real sockets and the real clock: one thread that receives, steps and sends.
@NullMarked
package marquee.transport.udp;

import org.jspecify.annotations.NullMarked;
