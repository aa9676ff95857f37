/// Tests of the role that executes the order.
@NullMarked
package marquee.replicas.host;

import org.jspecify.annotations.NullMarked;
