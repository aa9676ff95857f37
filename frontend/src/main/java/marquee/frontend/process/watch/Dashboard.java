package marquee.frontend.process.watch;

import static io.javalin.http.HandlerType.GET;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import com.google.common.hash.Hashing;
import com.google.common.io.Resources;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import marquee.frontend.process.web.ProblemCode;
import marquee.frontend.process.web.Reply;
import marquee.frontend.process.web.Route;
import marquee.frontend.process.web.WebService;
import org.jspecify.annotations.Nullable;

/// The page at `/`, on which people watch the cluster and book: some files as they were written,
/// which fetch nothing from anywhere but this front end. Thread-safe.
final class Dashboard {
    private static final String PAGE = "page.html";
    private static final ImmutableList<String> FILES =
            ImmutableList.of(
                    "page.css",
                    "house.css",
                    "page.js",
                    "access.js",
                    "basics.js",
                    "booking.js",
                    "events.js",
                    "faults.js",
                    "flow.js",
                    "house.js",
                    "plots.js",
                    "state.js",
                    "timeline.js",
                    "words.js");

    /// The page runs the scripts of this front end and talks to it, and that is all.
    private static final String CONTENT_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
                    + " img-src 'self' data:; base-uri 'none'; form-action 'none';"
                    + " frame-ancestors 'none'";

    private static final ImmutableMap<String, String> TYPES =
            ImmutableMap.of(
                    "html", "text/html; charset=utf-8",
                    "css", "text/css; charset=utf-8",
                    "js", "text/javascript; charset=utf-8");
    private static final String WEAK = "W/";
    private static final Splitter TAGS = Splitter.on(',').trimResults();
    private static final int NOT_MODIFIED = 304;
    private static final int TAG_LENGTH = 16;

    private final StaticFile page = StaticFile.read(PAGE);
    private final ImmutableMap<String, StaticFile> files = Maps.toMap(FILES, StaticFile::read);

    /// A file.
    ///
    /// @param tag changes with its content
    private record StaticFile(String content, String type, String tag) {
        static StaticFile read(String name) {
            try {
                var source = Resources.getResource(Dashboard.class, "dashboard/" + name);
                var content = Resources.toString(source, StandardCharsets.UTF_8);
                var type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "");
                var hash = Hashing.sha256().hashString(content, StandardCharsets.UTF_8).toString();
                return new StaticFile(content, type, '"' + hash.substring(0, TAG_LENGTH) + '"');
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    ImmutableList<Route> routes() {
        Handler file =
                context -> {
                    var found = files.get(context.pathParam("file"));
                    if (found == null) {
                        WebService.write(
                                context,
                                Reply.problem(ProblemCode.NO_SUCH_PATH, "see /openapi.json"));
                    } else {
                        write(found, context);
                    }
                };
        return ImmutableList.of(
                new Route(GET, "/", context -> write(page, context)),
                new Route(GET, "/dashboard/{file}", file));
    }

    /// Whether `tags` of a request name the file; weak ones too (RFC 9110, 13.1.2), as a proxy that
    /// has compressed the file makes them.
    private static boolean isKnown(StaticFile file, @Nullable String tags) {
        return tags != null
                && TAGS.splitToStream(tags)
                        .map(tag -> tag.startsWith(WEAK) ? tag.substring(WEAK.length()) : tag)
                        .anyMatch(tag -> tag.equals(file.tag()) || tag.equals("*"));
    }

    private static void write(StaticFile file, Context context) {
        context.header("Content-Security-Policy", CONTENT_POLICY)
                .header("Referrer-Policy", "no-referrer")
                .header("Cache-Control", "no-cache")
                .header("ETag", file.tag());
        if (isKnown(file, context.header("If-None-Match"))) {
            context.status(NOT_MODIFIED);
        } else {
            context.contentType(file.type()).result(file.content());
        }
    }
}
