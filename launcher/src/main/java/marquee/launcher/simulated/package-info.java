/// The whole cluster under the simulator: the real roles, links, codecs and implementations, with
/// the reference model of the domain as their judge.
@NullMarked
package marquee.launcher.simulated;

import org.jspecify.annotations.NullMarked;
