@NullMarked
package marquee.launcher.customers;

import org.jspecify.annotations.NullMarked;
