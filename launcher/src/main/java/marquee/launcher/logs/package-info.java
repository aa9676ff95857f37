/// The logs of all roles of a cluster as one time line.
@NullMarked
package marquee.launcher.logs;

import org.jspecify.annotations.NullMarked;
