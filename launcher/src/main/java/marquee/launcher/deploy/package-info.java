/// Copies the program to other machines, and starts, stops and watches the roles there, by ssh and
/// rsync.
@NullMarked
package marquee.launcher.deploy;

import org.jspecify.annotations.NullMarked;
