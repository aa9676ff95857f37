/// Clusters on this machine, every role in a JVM of its own.
@NullMarked
package marquee.launcher.local;

import org.jspecify.annotations.NullMarked;
