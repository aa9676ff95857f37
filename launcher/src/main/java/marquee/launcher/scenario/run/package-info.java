/// The command `run`: plays scenarios, judges what was seen, and tells how each of them went.
@NullMarked
package marquee.launcher.scenario.run;

import org.jspecify.annotations.NullMarked;
