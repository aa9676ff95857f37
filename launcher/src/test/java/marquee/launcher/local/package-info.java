/// Tests of the local cluster.
@NullMarked
package marquee.launcher.local;

import org.jspecify.annotations.NullMarked;
