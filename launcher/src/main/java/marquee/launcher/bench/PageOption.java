package marquee.launcher.bench;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Whether a measurement draws a page. An earlier one of the same name stays until there is
/// another, so that a measurement that fails loses nothing.
final class PageOption {
    @Option(
            names = "--page",
            paramLabel = "FILE",
            description = "Also draws the figures, as one HTML page that needs no network.")
    private @Nullable Path page;

    PageOption() {}

    /// Whether `page` is drawn; null for none.
    PageOption(@Nullable Path page) {
        this.page = page;
    }

    /// Sees whether the page can be written, before anything is measured for it.
    ///
    /// @throws IOException if it cannot
    void check() throws IOException {
        if (page != null) {
            if (Files.isDirectory(page)) {
                throw new FileSystemException(page.toString(), null, "is a folder");
            }
            Files.delete(Files.writeString(part(page), ""));
        }
    }

    /// Writes the page of `report`, if one is wanted, and puts it in its place when it is whole.
    void write(BenchReport report) throws IOException {
        if (page != null) {
            var part = part(page);
            try (var out = Files.newBufferedWriter(part)) {
                BenchPage.write(report, out);
            }
            Files.move(part, page, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static Path part(Path page) {
        return page.resolveSibling(page.getFileName() + ".part");
    }
}
