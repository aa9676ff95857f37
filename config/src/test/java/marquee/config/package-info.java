/// Tests of the cluster's description and of the faults' notation.
@NullMarked
package marquee.config;

import org.jspecify.annotations.NullMarked;
