/// Tests of what a replica does wrong on demand.
@NullMarked
package marquee.replicas.host.faults;

import org.jspecify.annotations.NullMarked;
