/// Tests of whole clusters on this machine, every role in a JVM of its own.
@NullMarked
package marquee.scenarios.live;

import org.jspecify.annotations.NullMarked;
