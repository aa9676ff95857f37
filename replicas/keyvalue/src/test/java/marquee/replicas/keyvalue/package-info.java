/// Tests of booking in an ordered key-value store.
@NullMarked
package marquee.replicas.keyvalue;

import org.jspecify.annotations.NullMarked;
