/// The command `bench recovery`: how long a group takes until a failed replica's successor votes.
@NullMarked
package marquee.launcher.bench.recovery;

import org.jspecify.annotations.NullMarked;
