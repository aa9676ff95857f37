/// Scenarios: runs of the cluster that are written down (docs/scenarios.md). What one says is here;
/// where it is played, simulated or live, is a [Stage].
@NullMarked
package marquee.launcher.scenario;

import org.jspecify.annotations.NullMarked;
