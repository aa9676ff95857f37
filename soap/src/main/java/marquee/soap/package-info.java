/// Booking over SOAP 1.1: a second edge of a front end, on a port of its own. What the operations
/// do, and when they fail, is that of the first (docs/http-api.md).
@NullMarked
package marquee.soap;

import org.jspecify.annotations.NullMarked;
