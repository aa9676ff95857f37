/// The database engine: its native library and its connections.
@NullMarked
package marquee.replicas.sql.engine;

import org.jspecify.annotations.NullMarked;
