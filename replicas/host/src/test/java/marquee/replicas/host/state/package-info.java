/// Tests of the state that replicas have in common.
@NullMarked
package marquee.replicas.host.state;

import org.jspecify.annotations.NullMarked;
