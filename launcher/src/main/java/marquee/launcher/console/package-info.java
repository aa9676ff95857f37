/// Where commands meet their user: what several of them let him say, how they answer, and what they
/// leave behind. It uses no other package of the launcher.
@NullMarked
package marquee.launcher.console;

import org.jspecify.annotations.NullMarked;
