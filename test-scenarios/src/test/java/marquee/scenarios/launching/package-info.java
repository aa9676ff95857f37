/// Tests of the scripts `./marquee` and `.ci/run`, on copies of them beside stand-ins for the JDK,
/// Maven and jars.
@NullMarked
package marquee.scenarios.launching;

import org.jspecify.annotations.NullMarked;
