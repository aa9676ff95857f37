/// The reference model of booking: docs/domain.md in the plainest code, the oracle of every
/// implementation, and a source of operations to try them with.
@NullMarked
package marquee.applications.booking.model;

import org.jspecify.annotations.NullMarked;
