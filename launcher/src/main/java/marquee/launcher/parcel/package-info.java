/// Makes an archive of the product with its own Java run-time, for machines that have none.
@NullMarked
package marquee.launcher.parcel;

import org.jspecify.annotations.NullMarked;
