/// What every implementation of booking must obey, as tests that each of them runs on itself.
@NullMarked
package marquee.applications.booking.laws;

import org.jspecify.annotations.NullMarked;
