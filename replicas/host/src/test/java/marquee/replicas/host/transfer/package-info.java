/// Tests of how the state comes to those that lack it.
@NullMarked
package marquee.replicas.host.transfer;

import org.jspecify.annotations.NullMarked;
