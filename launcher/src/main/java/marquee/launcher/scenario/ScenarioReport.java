package marquee.launcher.scenario;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import marquee.config.ConfigException;
import marquee.launcher.report.Report;
import marquee.launcher.report.ReportPage;
import marquee.launcher.scenario.Performance.Failure;
import marquee.launcher.scenario.Results.Result;

/// The report of one run of scenarios: a page in a folder.
final class ScenarioReport {
    /// The page's name in its folder.
    static final String PAGE = "report.html";

    private ScenarioReport() {}

    /// Where the page of a run will be in `folder`, which is made unless it is there. What cannot
    /// be written is known before anything is played, and an earlier page stays until there is
    /// another.
    ///
    /// @throws ConfigException if it is no folder
    static Path open(Path folder) throws ConfigException, IOException {
        try {
            Files.createDirectories(folder);
        } catch (FileAlreadyExistsException e) {
            throw new ConfigException("--report " + folder + ": a file, expected a folder");
        }
        var page = folder.resolve(PAGE);
        Files.writeString(page, "", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return page;
    }

    /// Writes the page of `results`.
    ///
    /// @param command that makes it again
    static void write(Path page, Results results, String command) throws IOException {
        var played =
                results.all().stream()
                        .map(ScenarioReport::played)
                        .collect(ImmutableList.toImmutableList());
        Files.writeString(page, ReportPage.of(new Report("Scenarios", command, played)));
    }

    private static Report.Played played(Result result) {
        var footage = result.footage();
        return new Report.Played(
                result.name(),
                result.title(),
                result.group(),
                verdict(result),
                texts(result),
                footage.durationNanos(),
                footage.calls(),
                footage.votes(),
                footage.spaceTime());
    }

    private static Report.Verdict verdict(Result result) {
        if (!result.skipped().isEmpty()) {
            return Report.Verdict.SKIPPED;
        }
        return result.passed() ? Report.Verdict.PASSED : Report.Verdict.FAILED;
    }

    private static ImmutableList<String> texts(Result result) {
        return result.skipped().isEmpty()
                ? result.failures().stream()
                        .map(Failure::toString)
                        .collect(ImmutableList.toImmutableList())
                : ImmutableList.of(result.skipped());
    }
}
