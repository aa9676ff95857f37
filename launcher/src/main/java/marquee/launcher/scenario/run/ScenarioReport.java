package marquee.launcher.scenario.run;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import marquee.config.ConfigException;
import marquee.launcher.console.OutputFile;
import marquee.launcher.report.Report;
import marquee.launcher.report.ReportPage;
import marquee.launcher.report.Scene;
import marquee.launcher.scenario.run.Results.Result;

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
        new OutputFile(page).check();
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
        new OutputFile(page)
                .write(part -> {
                    try (var out = Files.newBufferedWriter(part)) {
                        ReportPage.write(new Report(results.title(), command, played), out);
                    }
                });
    }

    private static Report.Played played(Result result) {
        return new Report.Played(
                result.name(),
                result.title(),
                result.group(),
                verdict(result),
                remarks(result),
                result.stageNanos() > 0 ? result.stageNanos() : result.nanos(),
                result.scene());
    }

    private static Report.Verdict verdict(Result result) {
        if (!result.skipped().isEmpty()) {
            return Report.Verdict.SKIPPED;
        }
        return result.passed() ? Report.Verdict.PASSED : Report.Verdict.FAILED;
    }

    private static ImmutableList<String> remarks(Result result) {
        var remarks = ImmutableList.<String>builder();
        result.failures().forEach(failure -> remarks.add(failure.toString()));
        if (!result.skipped().isEmpty()) {
            remarks.add(result.skipped());
        }
        if (result.scene() == Scene.LEFT_OUT) {
            remarks.add("what happened is left out: the page would be too long");
        }
        return remarks.build();
    }
}
