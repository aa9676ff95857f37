/// Booking kept by three theatre servers that send one another messages.
@NullMarked
package marquee.replicas.theatres;

import org.jspecify.annotations.NullMarked;
