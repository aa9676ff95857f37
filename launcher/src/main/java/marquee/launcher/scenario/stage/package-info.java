/// Where scenarios are played: what every [Stage] can do, be it simulated or live.
@NullMarked
package marquee.launcher.scenario.stage;

import org.jspecify.annotations.NullMarked;
