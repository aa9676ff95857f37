/// Tests of the three theatre servers.
@NullMarked
package marquee.replicas.theatres;

import org.jspecify.annotations.NullMarked;
