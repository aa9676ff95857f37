/// Many nodes, one seed, virtual time.
@NullMarked
package marquee.simulation;

import org.jspecify.annotations.NullMarked;
