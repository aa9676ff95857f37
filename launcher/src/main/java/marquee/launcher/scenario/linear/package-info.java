/// Whether what customers saw is what one server could have answered that takes one request at a
/// time: [Linearizability] (Herlihy and Wing 1990). Knows the rules of booking and what customers
/// saw, and nothing of how the cluster works.
@NullMarked
package marquee.launcher.scenario.linear;

import org.jspecify.annotations.NullMarked;
