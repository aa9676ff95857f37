package marquee.launcher.scenario.run;

import com.google.common.collect.ImmutableList;
import java.util.Locale;
import marquee.launcher.scenario.run.Results.Result;

/// The scenarios that were played, as a page of the documentation.
final class ScenarioList {
    private ScenarioList() {}

    /// The page: a table for each group, below what was typed and how all went.
    static String page(Results results, String command) {
        var page = new StringBuilder("# The scenarios\n\nWritten by `%s`.\n".formatted(command));
        page.append(results.summary()).append(".\n");
        var group = "";
        for (var result : results.all()) {
            if (!result.group().equals(group)) {
                group = result.group();
                page.append("\n## %s\n\n".formatted(group));
                page.append("| scenario | shows that | calls | seconds | result |\n");
                page.append("| --- | --- | ---: | ---: | --- |\n");
            }
            page.append(row(result)).append('\n');
        }
        return page.toString();
    }

    private static String row(Result result) {
        var verdict =
                result.skipped().isEmpty() ? result.verdict() : "skipped: " + result.skipped();
        var seconds = String.format(Locale.ROOT, "%.2f", result.seconds());
        var cells =
                ImmutableList.of(
                        result.name(),
                        result.title().replace("|", "\\|"),
                        Integer.toString(result.calls()),
                        seconds,
                        verdict);
        return "| " + String.join(" | ", cells) + " |";
    }
}
