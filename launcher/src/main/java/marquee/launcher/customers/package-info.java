/// Customers who book at once, and check what they are told.
@NullMarked
package marquee.launcher.customers;

import org.jspecify.annotations.NullMarked;
