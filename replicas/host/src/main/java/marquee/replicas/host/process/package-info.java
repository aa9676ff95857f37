/// A replica's process: its implementation, its sockets, its log.
@NullMarked
package marquee.replicas.host.process;

import org.jspecify.annotations.NullMarked;
