package marquee.launcher.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableList;
import com.google.common.hash.Hashing;
import com.google.common.html.HtmlEscapers;
import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Makes a [Report] one HTML page that needs no network and no other file. Texts of the report
/// stand in it as data only: the page's script puts them on the screen as text, and its policy
/// allows no other script.
public final class ReportPage {
    /// The most bytes of a page.
    public static final int BYTES_MAX = 24 << 20;

    /// The most characters of one text.
    public static final int TEXT_MAX = 400;

    private static final ImmutableList<String> SCRIPTS =
            ImmutableList.of("basics.js", "diagram.js", "draw.js", "tables.js", "page.js");

    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");

    private ReportPage() {}

    /// The page of `report`, of at most [#BYTES_MAX] bytes in UTF-8: messages are left out, the
    /// last ones first, until it is no longer, and the page says how many.
    public static String of(Report report) {
        return of(report, BYTES_MAX);
    }

    /// The page of `report` with at most `bytesMax` bytes, if half of them suffice for what is no
    /// message.
    static String of(Report report, int bytesMax) {
        var frame = read("page.html");
        var style = read("page.css");
        var script = new StringBuilder();
        SCRIPTS.forEach(name -> script.append(read(name)));
        int beside = bytes(frame) + bytes(style) + bytes(script.toString()) + bytes(report.title());
        var data = data(report, bytesMax - 2 * beside);
        var parts =
                Map.of(
                        "policy", policy(script.toString(), style),
                        "title", escaped(report.title()),
                        "style", style,
                        "script", script.toString(),
                        "data", data);
        // In one go, for a text may look like a place for another.
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

    /// The data, with a share of the messages that makes them fit.
    private static String data(Report report, int bytesMax) {
        long messages =
                report.scenarios().stream()
                        .mapToLong(played -> played.spaceTime().messages().size())
                        .sum();
        long kept = messages;
        var data = json(report, 1.0);
        while (bytes(data) > bytesMax && kept > 0) {
            // What remains is in proportion, less a little for what is not.
            kept = Math.min(kept - 1, kept * bytesMax / bytes(data) * 9 / 10);
            data = json(report, (double) kept / messages);
        }
        return data;
    }

    private static String json(Report report, double share) {
        try {
            var json = new ObjectMapper().writeValueAsString(new ReportJson(share).of(report));
            // Nothing in it can end the element it stands in, or begin another.
            return json.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String escaped(String text) {
        return HtmlEscapers.htmlEscaper().escape(text);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String read(String name) {
        try {
            return Resources.toString(
                    Resources.getResource(ReportPage.class, name), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
