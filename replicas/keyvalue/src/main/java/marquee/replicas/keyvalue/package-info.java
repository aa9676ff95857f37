/// Booking in an embedded, ordered key-value store: encoded keys, range scans, and indexes that are
/// kept by hand.
@NullMarked
package marquee.replicas.keyvalue;

import org.jspecify.annotations.NullMarked;
