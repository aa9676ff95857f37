/// How the state of the group comes to those that lack it: to a replica that joins, from others or
/// from the sequencer's snapshot, to that snapshot, and to a spare that learns the order.
@NullMarked
package marquee.replicas.host.transfer;

import org.jspecify.annotations.NullMarked;
