package marquee.launcher.scenario;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import marquee.client.Table;
import marquee.launcher.report.Scene;
import marquee.launcher.scenario.Performance.Failure;
import marquee.launcher.scenario.Performance.Outcome;

/// How the scenarios of one run went.
final class Results {
    private static final double NANOS_PER_SECOND = 1e9;

    private final ImmutableList<Result> results;
    private final long nanos;
    private final int left;

    /// @param nanos how long all of them took
    /// @param left how many were not played to their ends, because the run was interrupted
    Results(ImmutableList<Result> results, long nanos, int left) {
        this.results = results;
        this.nanos = nanos;
        this.left = left;
    }

    /// How one of them went.
    ///
    /// @param skipped why it was not played; empty if it was
    /// @param stageNanos how long it took on the stage's clock, if what went on was taken down
    /// @param scene what went on
    /// @param note what else is worth a line; may be empty
    record Result(
            String group,
            String name,
            String title,
            int calls,
            long nanos,
            ImmutableList<Failure> failures,
            String skipped,
            long stageNanos,
            Scene scene,
            String note) {
        /// How `cast` went in so long.
        static Result of(Cast cast, Outcome outcome, long nanos) {
            return new Result(
                    cast.group(),
                    cast.scenario().name(),
                    cast.scenario().title(),
                    outcome.calls(),
                    nanos,
                    outcome.failures(),
                    "",
                    outcome.footage().durationNanos(),
                    outcome.footage().scene(),
                    outcome.note());
        }

        /// That `cast` was not played.
        static Result skipped(Cast cast, String why) {
            return new Result(
                    cast.group(),
                    cast.scenario().name(),
                    cast.scenario().title(),
                    0,
                    0,
                    ImmutableList.of(),
                    why,
                    0,
                    Scene.NONE,
                    "");
        }

        /// The same, for a page that has no room for what went on.
        Result withoutScene() {
            var left = Scene.LEFT_OUT;
            return new Result(
                    group, name, title, calls, nanos, failures, skipped, stageNanos, left, note);
        }

        boolean passed() {
            return failures.isEmpty() && skipped.isEmpty();
        }

        String verdict() {
            if (!skipped.isEmpty()) {
                return "skipped";
            }
            return passed() ? "passed" : "FAILED";
        }

        double seconds() {
            return nanos / NANOS_PER_SECOND;
        }
    }

    /// Whether all were played and none failed.
    boolean isGood() {
        return left == 0 && results.stream().allMatch(result -> result.failures().isEmpty());
    }

    /// A line for each, and a last one for all.
    ImmutableList<String> lines() {
        var table = new Table("GROUP", "SCENARIO", "CALLS", "SECONDS", "");
        for (var result : results) {
            table.row(
                    result.group(),
                    result.name(),
                    result.calls(),
                    String.format(Locale.ROOT, "%.2f", result.seconds()),
                    result.verdict());
        }
        return ImmutableList.<String>builder().addAll(table.lines()).add("").add(summary()).build();
    }

    /// All of them, in the order in which they were played.
    ImmutableList<Result> all() {
        return results;
    }

    /// So many scenarios, in words.
    static String count(int scenarios) {
        return scenarios == 1 ? "1 scenario" : scenarios + " scenarios";
    }

    /// How all of them went, in one line.
    String summary() {
        long failed = results.stream().filter(each -> !each.failures().isEmpty()).count();
        long skipped = results.stream().filter(each -> !each.skipped().isEmpty()).count();
        return String.format(
                Locale.ROOT,
                "%s, %d passed, %d failed, %d skipped, %.1f s%s",
                count(results.size()),
                results.size() - failed - skipped,
                failed,
                skipped,
                nanos / NANOS_PER_SECOND,
                left == 0 ? "" : "; " + interruption());
    }

    /// A title of all of them.
    String title() {
        return left == 0 ? "Scenarios" : "Scenarios, " + interruption();
    }

    private String interruption() {
        return "interrupted, %s not played to the end".formatted(count(left));
    }

    /// The same for a program.
    String json() {
        var json = new JsonMapper().createObjectNode();
        json.put("passed", isGood());
        json.put("notPlayed", left);
        var list = json.putArray("scenarios");
        for (var result : results) {
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

    /// Writes the form that build servers read (JUnit's XML).
    void writeXml(Path file) throws IOException {
        try (var out = Files.newBufferedWriter(file)) {
            writeXml(out);
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    private void writeXml(Writer out) throws XMLStreamException {
        var xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
        xml.writeStartDocument();
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", "scenarios");
        xml.writeAttribute("tests", Integer.toString(results.size() + (left == 0 ? 0 : 1)));
        long failed = results.stream().filter(each -> !each.failures().isEmpty()).count();
        xml.writeAttribute("failures", Long.toString(failed));
        xml.writeAttribute("errors", left == 0 ? "0" : "1");
        for (var result : results) {
            write(xml, result);
        }
        if (left > 0) {
            writeInterruption(xml);
        }
        xml.writeEndElement();
        xml.writeEndDocument();
        xml.flush();
    }

    /// What was not played is one test that could not be made, so that nobody takes the rest for
    /// all.
    private void writeInterruption(XMLStreamWriter xml) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", "scenarios");
        xml.writeAttribute("name", "interrupted");
        xml.writeEmptyElement("error");
        xml.writeAttribute("message", interruption());
        xml.writeEndElement();
    }

    private static void write(XMLStreamWriter xml, Result result) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", result.group());
        xml.writeAttribute("name", result.name());
        xml.writeAttribute("time", String.format(Locale.ROOT, "%.3f", result.seconds()));
        if (!result.skipped().isEmpty()) {
            xml.writeEmptyElement("skipped");
            xml.writeAttribute("message", result.skipped());
        }
        if (!result.failures().isEmpty()) {
            xml.writeStartElement("failure");
            xml.writeAttribute("message", result.failures().getFirst().toString());
            xml.writeCharacters(
                    result.failures().stream()
                            .map(Failure::toString)
                            .collect(Collectors.joining("\n")));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }
}
