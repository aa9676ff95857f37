/// The customer's and the administrator's client.
@NullMarked
package marquee.client;

import org.jspecify.annotations.NullMarked;
