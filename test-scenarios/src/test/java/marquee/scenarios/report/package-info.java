/// The report of a simulated run, as data and in a browser.
@NullMarked
package marquee.scenarios.report;

import org.jspecify.annotations.NullMarked;
