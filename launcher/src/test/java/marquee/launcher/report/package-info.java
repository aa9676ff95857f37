/// The report's page, without a browser.
@NullMarked
package marquee.launcher.report;

import org.jspecify.annotations.NullMarked;
