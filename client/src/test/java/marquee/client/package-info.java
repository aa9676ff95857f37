/// Tests of the client against a front end that answers as it is told.
@NullMarked
package marquee.client;

import org.jspecify.annotations.NullMarked;
