/// Scenarios: runs of the cluster that are written down (docs/scenarios.md). What one says is here,
/// and what customers saw while it was played; below it are the stages it is played on, and the
/// command that plays it.
@NullMarked
package marquee.launcher.scenario;

import org.jspecify.annotations.NullMarked;
