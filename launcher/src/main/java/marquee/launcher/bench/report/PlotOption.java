package marquee.launcher.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import marquee.launcher.console.OutputFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Whether a measurement draws a plot.
public final class PlotOption {
    @Option(
            names = "--plot",
            paramLabel = "FILE",
            description = "Also draws the figures into a file, in SVG.")
    private @Nullable Path plot;

    /// Sees whether the plot can be written, before anything is measured for it.
    ///
    /// @throws IOException if it cannot
    public void check() throws IOException {
        if (plot != null) {
            new OutputFile(plot).check();
        }
    }

    /// Writes the plot, if one is wanted.
    public void write(Supplier<String> svg) throws IOException {
        if (plot != null) {
            new OutputFile(plot).write(part -> Files.writeString(part, svg.get()));
        }
    }
}
