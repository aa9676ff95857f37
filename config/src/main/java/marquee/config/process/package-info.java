/// What the processes of all roles share: how they log, become ready and end.
@NullMarked
package marquee.config.process;

import org.jspecify.annotations.NullMarked;
