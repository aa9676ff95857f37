package marquee.launcher.scenario.run;

import com.fasterxml.jackson.databind.json.JsonMapper;

/// How the scenarios of a run went, for programs.
final class ResultsJson {
    private ResultsJson() {}

    /// A JSON object of `results`.
    static String of(Results results) {
        var json = new JsonMapper().createObjectNode();
        json.put("passed", results.isGood());
        json.put("notPlayed", results.left());
        var list = json.putArray("scenarios");
        for (var result : results.all()) {
            var each = list.addObject();
            each.put("group", result.group()).put("name", result.name());
            each.put("title", result.title()).put("verdict", result.verdict());
            each.put("calls", result.calls()).put("seconds", result.seconds());
            if (!result.skipped().isEmpty()) {
                each.put("skipped", result.skipped());
            }
            var failures = each.putArray("failures");
            result.failures()
                    .forEach(failure ->
                            failures.addObject()
                                    .put("line", failure.line())
                                    .put("text", failure.text()));
        }
        return json.toPrettyString();
    }
}
