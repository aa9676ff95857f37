/// Tests of the command line.
@NullMarked
package marquee.launcher;

import org.jspecify.annotations.NullMarked;
