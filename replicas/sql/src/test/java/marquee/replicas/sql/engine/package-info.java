@NullMarked
package marquee.replicas.sql.engine;

import org.jspecify.annotations.NullMarked;
