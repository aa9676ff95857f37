/// The role that executes the order on one application.
@NullMarked
package marquee.replicas.host;

import org.jspecify.annotations.NullMarked;
