@NullMarked
package marquee.launcher.simulated.campaign;

import org.jspecify.annotations.NullMarked;
