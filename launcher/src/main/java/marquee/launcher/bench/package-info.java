/// The command `bench`: the pipeline beside the raw chain.
@NullMarked
package marquee.launcher.bench;

import org.jspecify.annotations.NullMarked;
