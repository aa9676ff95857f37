@NullMarked
package marquee.manager;

import org.jspecify.annotations.NullMarked;
