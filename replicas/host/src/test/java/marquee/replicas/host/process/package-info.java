/// Tests of a replica's process.
@NullMarked
package marquee.replicas.host.process;

import org.jspecify.annotations.NullMarked;
