/// Tests of the shell around every role, in JVMs of its own.
@NullMarked
package marquee.config.process;

import org.jspecify.annotations.NullMarked;
