/// Booking movie tickets: the words of the domain, what can be asked and answered, and the one
/// binary form of each (docs/domain.md). Every implementation shares this package and nothing else.
@NullMarked
package marquee.applications.booking;

import org.jspecify.annotations.NullMarked;
