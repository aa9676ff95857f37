package marquee.launcher.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.hash.Hashing;
import com.google.common.html.HtmlEscapers;
import com.google.common.io.Resources;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Makes a [Report] one HTML page that needs no network and no other file. Texts of the report
/// stand in it as data only: the page's script puts them on the screen as text, and its policy
/// allows no other script.
public final class ReportPage {
    private static final ImmutableList<String> SCRIPTS =
            ImmutableList.of("basics.js", "diagram.js", "draw.js", "tables.js", "page.js");

    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");
    private static final String DATA = "{{data}}";

    private static final ObjectMapper JSON =
            new ObjectMapper().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);

    static {
        JSON.getFactory().setCharacterEscapes(new MarkupEscapes());
    }

    private ReportPage() {}

    /// Writes the page of `report` to `out`, which stays open.
    public static void write(Report report, Writer out) throws IOException {
        var frame = Splitter.on(DATA).splitToList(read("page.html"));
        var parts = parts(report);
        out.write(filled(frame.getFirst(), parts));
        JSON.writeValue(out, data(report));
        out.write(filled(frame.getLast(), parts));
    }

    private static ImmutableMap<String, String> parts(Report report) throws IOException {
        var style = read("page.css");
        var script = new StringBuilder();
        for (var name : SCRIPTS) {
            script.append(read(name));
        }
        return ImmutableMap.of(
                "policy", policy(script.toString(), style),
                "title", HtmlEscapers.htmlEscaper().escape(report.title()),
                "style", style,
                "script", script.toString());
    }

    /// In one go, for a text may look like a place for another.
    private static String filled(String frame, Map<String, String> parts) {
        return PLACE.matcher(frame)
                .replaceAll(
                        place -> Matcher.quoteReplacement(parts.getOrDefault(place.group(1), "")));
    }

    /// What may run and how it may look: what is ours.
    private static String policy(String script, String style) {
        return "default-src 'none'; script-src '%s'; style-src '%s'"
                .formatted(digest(script), digest(style));
    }

    private static String digest(String text) {
        var sum = Hashing.sha256().hashString(text, StandardCharsets.UTF_8).asBytes();
        return "sha256-" + Base64.getEncoder().encodeToString(sum);
    }

    private static Map<String, Object> data(Report report) {
        var all = new LinkedHashMap<String, Object>();
        all.put("title", report.title());
        all.put("command", report.command());
        all.put("scenarios", report.scenarios().stream().map(ReportPage::data).toList());
        return all;
    }

    private static Map<String, Object> data(Report.Played played) {
        var all = new LinkedHashMap<String, Object>();
        all.put("name", played.name());
        all.put("title", played.title());
        all.put("group", played.group());
        all.put("verdict", played.verdict().name());
        all.put("remarks", played.remarks());
        all.put("duration", played.durationNanos());
        all.put("calls", played.scene().calls());
        all.put("scene", played.scene().text());
        return all;
    }

    private static String read(String name) throws IOException {
        return Resources.toString(
                Resources.getResource(ReportPage.class, name), StandardCharsets.UTF_8);
    }
}
