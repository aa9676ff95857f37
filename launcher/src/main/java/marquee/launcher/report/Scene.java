package marquee.launcher.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableList;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;

/// What happened in one run, as it stands in a page: compressed at once, for a page may have
/// hundreds of runs with tens of thousands of messages each, and is opened one run at a time.
/// Immutable.
public final class Scene {
    /// What is known of a run that nobody took down.
    public static final Scene NONE = new Scene(0, "");

    /// That there is no room for what happened.
    public static final Scene LEFT_OUT = new Scene(0, "");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final int calls;
    private final String text;

    private Scene(int calls, String text) {
        this.calls = calls;
        this.text = text;
    }

    /// The scene of a run.
    ///
    /// @param calls in the order in which they began
    /// @param votes what replicas said, by number
    public static Scene of(
            ImmutableList<Report.Call> calls,
            ImmutableList<Report.Vote> votes,
            SpaceTime spaceTime) {
        var bytes = new ByteArrayOutputStream();
        try (var zipped = new GZIPOutputStream(bytes)) {
            JSON.writeValue(zipped, new SceneJson().of(calls, votes, spaceTime));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Scene(calls.size(), Base64.getEncoder().encodeToString(bytes.toByteArray()));
    }

    /// How many calls there were.
    int calls() {
        return calls;
    }

    /// How many bytes it takes of a page.
    public int bytes() {
        return text.length();
    }

    /// The data by the names that `basics.js` knows: JSON, in gzip's form (RFC 1952), in base64.
    String text() {
        return text;
    }
}
