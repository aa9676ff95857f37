/// What runs came to, and how it is told: tables, pages, plots and documents for programs.
@NullMarked
package marquee.launcher.bench.report;

import org.jspecify.annotations.NullMarked;
