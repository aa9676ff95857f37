/// What somebody who looked on at a run saw, simulated or live, made a picture for a report: who
/// said what to whom, who was in the right, and what became of the calls.
@NullMarked
package marquee.launcher.picture;

import org.jspecify.annotations.NullMarked;
