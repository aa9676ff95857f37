package marquee.frontend.process.watch;

import static io.javalin.http.HandlerType.GET;
import static io.javalin.http.HandlerType.HEAD;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import marquee.frontend.process.web.ProblemCode;
import marquee.frontend.process.web.Query;
import marquee.frontend.process.web.RefusedRequest;
import marquee.frontend.process.web.Reply;
import marquee.frontend.process.web.Route;
import marquee.frontend.process.web.WebService;
import org.jspecify.annotations.Nullable;

/// Server-sent events: what happens, as it happens, to whoever watches; docs/http-api.md. Each
/// watcher has a virtual thread of his own, which waits for him as he reads. One who does not read
/// is found out by the server's idle timeout at the latest.
final class EventStream {
    /// How often something is sent, if only to see whether anybody is there.
    static final Duration HEARTBEAT = Duration.ofSeconds(10);

    /// How long a stream lasts. Whoever goes on has to say again who he is, which a token that has
    /// expired meanwhile does not.
    static final Duration LASTS = Duration.ofHours(1);

    private static final String TYPE = "text/event-stream";
    private static final Pattern ID = Pattern.compile("[0-9a-z]{1,16}-[0-9]{1,18}");

    private final EventFeed feed;
    private final Bulletin bulletin;
    private final Supplier<ObjectNode> greeting;

    /// @param greeting what everybody is told first
    EventStream(EventFeed feed, Bulletin bulletin, Supplier<ObjectNode> greeting) {
        this.feed = feed;
        this.bulletin = bulletin;
        this.greeting = greeting;
    }

    ImmutableList<Route> routes() {
        return ImmutableList.of(new Route(GET, "/v1/events", this::stream));
    }

    private void stream(Context context) throws IOException {
        try {
            var after = after(context);
            if (context.method().equals(HEAD)) {
                announce(context);
                return;
            }
            stream(context, after);
        } catch (RefusedRequest e) {
            WebService.write(context, e.reply());
        }
    }

    private void stream(Context context, @Nullable String after) throws IOException {
        try (var watcher = feed.watch(after)) {
            if (watcher == null) {
                WebService.write(context, unwatched());
                return;
            }
            bulletin.begin();
            announce(context);
            send(watcher, context.res().getOutputStream());
        } catch (IOException e) {
            // He left, or does not read: there is nobody to tell.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void announce(Context context) {
        context.contentType(TYPE)
                .header("Cache-Control", "no-store")
                .header("X-Accel-Buffering", "no");
    }

    private void send(EventFeed.Watcher watcher, OutputStream out)
            throws IOException, InterruptedException {
        write(new EventFeed.Told(0, "hello", greeting.get().toString()), out);
        if (watcher.hasGap()) {
            write(new EventFeed.Told(0, "gap", "{}"), out);
        }
        for (var event : watcher.missed()) {
            write(event, out);
        }
        out.flush();
        long begun = System.nanoTime();
        while (!watcher.isOver() && System.nanoTime() - begun < LASTS.toNanos()) {
            var event = watcher.next(HEARTBEAT);
            if (event == null) {
                out.write(":\n\n".getBytes(StandardCharsets.UTF_8));
            } else if (!watcher.isOver()) {
                write(event, out);
            }
            if (!watcher.hasMore()) {
                out.flush();
            }
        }
    }

    private Reply unwatched() {
        return feed.isClosed()
                ? Reply.problem(ProblemCode.ENDING, "another front end goes on")
                : Reply.problem(
                        ProblemCode.TOO_MANY_REQUESTS,
                        "%d watch already".formatted(EventFeed.WATCHERS_MAX));
    }

    private void write(EventFeed.Told event, OutputStream out) throws IOException {
        var text = new StringBuilder();
        if (event.number() > 0) {
            text.append("id: ").append(feed.id(event)).append('\n');
        }
        text.append("event: ").append(event.type());
        text.append("\ndata: ").append(event.data()).append("\n\n");
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /// How far the watcher says he was; null if he has just come.
    private static @Nullable String after(Context context) throws RefusedRequest {
        var told = context.header("Last-Event-ID");
        var asked = told == null ? Query.values(context, "after") : ImmutableList.of(told);
        if (asked.size() > 1 || !asked.stream().allMatch(each -> ID.matcher(each).matches())) {
            throw new RefusedRequest(
                    ProblemCode.MALFORMED, "expected the id of an event to go on after");
        }
        return asked.isEmpty() ? null : asked.getFirst();
    }
}
