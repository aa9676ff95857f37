/// The long run: customers book all the time, replicas fail all the time.
@NullMarked
package marquee.launcher.soak;

import org.jspecify.annotations.NullMarked;
