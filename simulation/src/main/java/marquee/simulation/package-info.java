/// Many nodes, one seed, virtual time: the real nodes, with only sockets, clocks, disks and
/// processes replaced. Everything that happens is decided by the seed, so that a run can be
/// replayed to the last bit (docs/testing.md).
@NullMarked
package marquee.simulation;

import org.jspecify.annotations.NullMarked;
