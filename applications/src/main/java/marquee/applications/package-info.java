/// What a replicated application is, and the booking application's words.
@NullMarked
package marquee.applications;

import org.jspecify.annotations.NullMarked;
