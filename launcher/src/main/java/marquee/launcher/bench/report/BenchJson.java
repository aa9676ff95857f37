package marquee.launcher.bench.report;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// A report for programs, its page among them: every run, and what the runs of each contestant came
/// to.
final class BenchJson {
    private BenchJson() {}

    /// `report` as one object.
    static ObjectNode of(BenchReport report) {
        var root = new JsonMapper().createObjectNode().put("command", report.command());
        var settings = root.putObject("settings");
        report.settings().forEach(settings::put);
        var comparisons = root.putArray("comparisons");
        report.comparisons().forEach(each -> write(each, comparisons.addObject()));
        return root;
    }

    private static void write(Comparison comparison, ObjectNode json) {
        json.put("axis", comparison.scale().axis());
        json.put("at", comparison.scale().at());
        json.put("words", comparison.scale().words());
        var contestants = json.putArray("contestants");
        for (var name : comparison.names()) {
            var contestant = contestants.addObject().put("name", name);
            contestant.put("beside", comparison.beside(name));
            contestant.put("lost", comparison.lost(name));
            var figures = contestant.putObject("figures");
            for (var figure : Figure.values()) {
                if (comparison.of(name, figure).max() > 0) {
                    write(comparison, name, figure, figures.putObject(figure.field()));
                }
            }
            var cpu = contestant.putObject("cpuMicrosOf");
            comparison.work(name).forEach(each -> write(each.micros(), cpu.putObject(each.name())));
            var runs = contestant.putArray("runs");
            comparison.runs(name).forEach(run -> write(run, runs.addObject()));
        }
        var notes = json.putArray("notes");
        comparison.notes().forEach(notes::add);
    }

    private static void write(Comparison comparison, String name, Figure figure, ObjectNode json) {
        write(comparison.of(name, figure), json);
        figure.percent()
                .ifPresent(percent -> json.put("together", comparison.together(name, percent)));
        comparison
                .ratio(name, Comparison.RAW, figure)
                .ifPresent(ratio -> write(ratio, json.putObject("toRaw")));
        comparison
                .ratio(name, comparison.beside(name), figure)
                .ifPresent(ratio -> write(ratio, json.putObject("toBeside")));
    }

    private static void write(Run run, ObjectNode json) {
        for (var figure : Figure.values()) {
            json.put(figure.field(), figure.of(run));
        }
        json.put("requests", run.result().completed());
        json.put("lost", run.result().lost());
        json.put("healed", run.healed());
    }

    private static void write(Spread spread, ObjectNode json) {
        json.put("min", spread.min()).put("median", spread.median()).put("max", spread.max());
    }
}
