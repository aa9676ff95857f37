/// Reads the compiled classes of every module and holds them to docs/architecture.md: which room
/// may refer to which, and what a pure room must not touch.
@NullMarked
package marquee.scenarios.architecture;

import org.jspecify.annotations.NullMarked;
