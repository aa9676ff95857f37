/// What is done to replicas on purpose, and whether the group gets over it.
@NullMarked
package marquee.launcher.trouble;

import org.jspecify.annotations.NullMarked;
