@NullMarked
package marquee.manager.process;

import org.jspecify.annotations.NullMarked;
