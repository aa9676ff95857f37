/// The contract of a role and every message between roles.
@NullMarked
package marquee.protocol;

import org.jspecify.annotations.NullMarked;
