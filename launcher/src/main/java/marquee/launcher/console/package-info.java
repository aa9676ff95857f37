/// Where commands meet their user: what several of them let him say, and how they answer.
@NullMarked
package marquee.launcher.console;

import org.jspecify.annotations.NullMarked;
