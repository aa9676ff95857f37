/// The command `simulate`: many seeds, or one that is looked at closely.
@NullMarked
package marquee.launcher.simulated.campaign;

import org.jspecify.annotations.NullMarked;
