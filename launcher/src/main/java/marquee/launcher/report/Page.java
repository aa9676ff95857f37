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
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The parts of one HTML page that needs no network and no other file. Its data stand in it as data
/// only: the page's script puts them on the screen as text, and its policy allows no other script.
///
/// @param frame the markup, with `{{policy}}`, `{{title}}`, `{{style}}`, `{{data}}` and
///   `{{script}}` where they belong
public record Page(String frame, String style, String script) {
    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");
    private static final String DATA = "{{data}}";
    private static final String SHARED = "elements.js";

    private static final ObjectMapper JSON =
            new ObjectMapper().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);

    static {
        JSON.getFactory().setCharacterEscapes(new MarkupEscapes());
    }

    /// The parts that lie beside the class `near`: `page.html`, `page.css`, and `scripts` in their
    /// order, behind what all pages share.
    public static Page near(Class<?> near, ImmutableList<String> scripts) throws IOException {
        var script = new StringBuilder(read(Page.class, SHARED));
        for (var name : scripts) {
            script.append(read(near, name));
        }
        return new Page(read(near, "page.html"), read(near, "page.css"), script.toString());
    }

    /// Writes the page to `out`, which stays open.
    ///
    /// @param data become JSON
    public void write(String title, Object data, Writer out) throws IOException {
        var pieces = Splitter.on(DATA).splitToList(frame);
        var parts =
                ImmutableMap.of(
                        "policy",
                        policy(),
                        "title",
                        HtmlEscapers.htmlEscaper().escape(title),
                        "style",
                        style,
                        "script",
                        script);
        out.write(filled(pieces.getFirst(), parts));
        JSON.writeValue(out, data);
        out.write(filled(pieces.getLast(), parts));
    }

    /// In one go, for a text may look like a place for another.
    private static String filled(String frame, Map<String, String> parts) {
        return PLACE.matcher(frame)
                .replaceAll(
                        place -> Matcher.quoteReplacement(parts.getOrDefault(place.group(1), "")));
    }

    /// What may run and how it may look: what is ours.
    private String policy() {
        return "default-src 'none'; script-src '%s'; style-src '%s'"
                .formatted(digest(script), digest(style));
    }

    private static String digest(String text) {
        var sum = Hashing.sha256().hashString(text, StandardCharsets.UTF_8).asBytes();
        return "sha256-" + Base64.getEncoder().encodeToString(sum);
    }

    private static String read(Class<?> near, String name) throws IOException {
        return Resources.toString(Resources.getResource(near, name), StandardCharsets.UTF_8);
    }
}
