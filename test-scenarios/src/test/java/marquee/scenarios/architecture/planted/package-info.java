/// Classes that the checks of the architecture must find guilty, and one they must not.
@NullMarked
package marquee.scenarios.architecture.planted;

import org.jspecify.annotations.NullMarked;
