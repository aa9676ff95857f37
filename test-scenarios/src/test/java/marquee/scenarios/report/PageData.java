package marquee.scenarios.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/// Reads what a page knows, as its own script does.
public final class PageData {
    private static final Pattern SCENE = Pattern.compile("\"scene\":\"([^\"]+)\"");

    private PageData() {}

    /// What happened in the first run that `page` has, as JSON.
    public static String scene(Path page) throws IOException {
        var scene = SCENE.matcher(Files.readString(page));
        assertThat(scene.find()).as("a scene in " + page).isTrue();
        var zipped = Base64.getDecoder().decode(scene.group(1));
        try (var json = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
            return new String(json.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
