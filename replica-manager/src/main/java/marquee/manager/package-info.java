/// The role that starts, watches and replaces a replica.
@NullMarked
package marquee.manager;

import org.jspecify.annotations.NullMarked;
