package marquee.launcher.bench.report;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.Writer;
import marquee.launcher.report.Page;

/// A report as one HTML page that needs no network and no other file: the figures drawn, and each
/// in a table below.
final class BenchPage {
    private static final String TITLE = "Marquee beside the raw chain";

    private BenchPage() {}

    /// Writes the page of `report` to `out`, which stays open.
    static void write(BenchReport report, Writer out) throws IOException {
        Page.near(BenchPage.class, ImmutableList.of("page.js"))
                .write(TITLE, BenchJson.of(report), out);
    }
}
