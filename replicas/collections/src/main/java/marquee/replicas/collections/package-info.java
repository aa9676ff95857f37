/// Booking kept in maps on the heap.
@NullMarked
package marquee.replicas.collections;

import org.jspecify.annotations.NullMarked;
