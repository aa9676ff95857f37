@NullMarked
package marquee.replicas.sql;

import org.jspecify.annotations.NullMarked;
