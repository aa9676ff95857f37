/// What a request takes in each role.
@NullMarked
package marquee.benchmarks.roles;

import org.jspecify.annotations.NullMarked;
