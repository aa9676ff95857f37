/// The cluster description and how processes log.
@NullMarked
package marquee.config;

import org.jspecify.annotations.NullMarked;
