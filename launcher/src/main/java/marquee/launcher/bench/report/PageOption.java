package marquee.launcher.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import marquee.launcher.console.OutputFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Whether a measurement draws a page.
public final class PageOption {
    @Option(
            names = "--page",
            paramLabel = "FILE",
            description = "Also draws the figures, as one HTML page that needs no network.")
    private @Nullable Path page;

    /// Drawn if picocli finds the option.
    public PageOption() {}

    /// Whether `page` is drawn; null for none.
    PageOption(@Nullable Path page) {
        this.page = page;
    }

    /// Sees whether the page can be written, before anything is measured for it.
    ///
    /// @throws IOException if it cannot
    public void check() throws IOException {
        if (page != null) {
            new OutputFile(page).check();
        }
    }

    /// Writes the page of `report`, if one is wanted.
    public void write(BenchReport report) throws IOException {
        if (page != null) {
            new OutputFile(page)
                    .write(part -> {
                        try (var out = Files.newBufferedWriter(part)) {
                            BenchPage.write(report, out);
                        }
                    });
        }
    }
}
