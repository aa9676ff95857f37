/// Reliable links over datagrams, without sockets: what goes in are datagrams, time and the effects
/// of a role, what comes out are datagrams and the events of a role. docs/transport.md has the
/// layout of a datagram, the timers and the limits.
@NullMarked
package marquee.transport;

import org.jspecify.annotations.NullMarked;
