@NullMarked
package marquee.launcher.scenario.lab;

import org.jspecify.annotations.NullMarked;
