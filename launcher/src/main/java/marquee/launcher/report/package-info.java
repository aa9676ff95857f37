/// The report: what was run, as one page that needs nothing else (docs/testing.md, looking at a
/// run). It knows texts, times and processes, and nothing of bookings.
@NullMarked
package marquee.launcher.report;

import org.jspecify.annotations.NullMarked;
