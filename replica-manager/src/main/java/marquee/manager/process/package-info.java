/// A replica manager as a process, and the processes that it starts.
@NullMarked
package marquee.manager.process;

import org.jspecify.annotations.NullMarked;
