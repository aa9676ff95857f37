/// Every command of ./marquee.
@NullMarked
package marquee.launcher;

import org.jspecify.annotations.NullMarked;
