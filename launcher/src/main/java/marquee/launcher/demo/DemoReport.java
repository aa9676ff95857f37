package marquee.launcher.demo;

import com.google.common.collect.ImmutableList;
import com.google.common.io.MoreFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import marquee.config.StateHome;
import marquee.launcher.console.OutputFile;
import marquee.launcher.picture.Film;
import marquee.launcher.picture.Witness;
import marquee.launcher.report.Report;
import marquee.launcher.report.ReportPage;
import marquee.launcher.scenario.Recorder.Made;
import marquee.launcher.trouble.Trouble;
import marquee.protocol.NodeId;

/// The page of a demonstration: what customers asked for and saw, what the processes said to each
/// other, and what was done to them. For any thread.
public final class DemoReport {
    /// The most calls of a page; later ones are not listed.
    static final int CALLS_MAX = 50_000;

    private static final String TITLE =
            "Customers book while a replica lies, another is killed, and then both at once.";

    /// The page's place among what the program leaves behind; the next demonstration takes it.
    private static final Path PAGE = StateHome.of("demo").resolve("report.html");

    private final Film film;
    private final List<Made> calls = new ArrayList<>();
    private boolean full;

    /// @param recordings the folder in which the processes take down what they say
    public DemoReport(Path recordings) {
        this.film = new Film(recordings, Witness.SEED_MESSAGES_MAX);
    }

    synchronized void called(Made call) {
        if (calls.size() < CALLS_MAX) {
            calls.add(call);
        } else if (!full) {
            full = true;
            film.note(
                    ImmutableList.of(),
                    String.format(
                            Locale.ROOT, "%,d calls are listed: later ones are not", CALLS_MAX));
        }
    }

    /// Something is done to a replica now.
    void struck(Trouble trouble) {
        var node = NodeId.parse(trouble.slot());
        film.note(
                node == null ? ImmutableList.of() : ImmutableList.of(node),
                trouble.slot() + ": " + trouble.kind().words());
    }

    /// Writes the page, while the processes are still there.
    ///
    /// @param isRight whether everything went as it must
    /// @param command the command that makes it again
    /// @return where it is
    public synchronized Path write(boolean isRight, String command) throws IOException {
        var footage =
                film.developed(
                        ImmutableList.sortedCopyOf(Comparator.comparingLong(Made::begun), calls));
        var played =
                new Report.Played(
                        "demo",
                        TITLE,
                        "live",
                        isRight ? Report.Verdict.PASSED : Report.Verdict.FAILED,
                        ImmutableList.of(),
                        footage.durationNanos(),
                        footage.scene());
        MoreFiles.createParentDirectories(PAGE);
        var report = new Report("Demonstration", command, ImmutableList.of(played));
        new OutputFile(PAGE)
                .write(part -> {
                    try (var out = Files.newBufferedWriter(part)) {
                        ReportPage.write(report, out);
                    }
                });
        return PAGE;
    }
}
