/// The commands that run a role in this process, for people and for programs that start roles.
@NullMarked
package marquee.launcher.role;

import org.jspecify.annotations.NullMarked;
