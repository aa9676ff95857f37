/// Booking in an embedded SQL database, whose schema holds what rules a schema can hold.
@NullMarked
package marquee.replicas.sql;

import org.jspecify.annotations.NullMarked;
