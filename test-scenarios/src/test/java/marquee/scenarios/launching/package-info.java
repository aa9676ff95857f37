/// Tests of the `./marquee` script, on a copy of it beside stand-ins for the JDK, Maven and jars.
@NullMarked
package marquee.scenarios.launching;

import org.jspecify.annotations.NullMarked;
