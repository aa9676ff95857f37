/// Tests of the replicated state on all implementations, without the rest of the cluster.
@NullMarked
package marquee.scenarios.state;

import org.jspecify.annotations.NullMarked;
