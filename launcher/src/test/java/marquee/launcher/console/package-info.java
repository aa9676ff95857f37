/// Tests of what several commands have in common.
@NullMarked
package marquee.launcher.console;

import org.jspecify.annotations.NullMarked;
