package marquee.frontend.process.web;

import static io.javalin.http.HandlerType.GET;
import static io.javalin.http.HandlerType.HEAD;

import com.google.common.collect.ImmutableList;
import com.google.common.io.Resources;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The HTTP server of a front end. Each request has a virtual thread of its own, which may wait;
/// whatever goes wrong, at any layer, the client gets a problem document.
public final class WebService implements AutoCloseable {
    /// What the server copies at once of a reply: a buffer of this size for each.
    private static final int COPY_BYTES = 4 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(WebService.class);
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;

    private final ImmutableList<Route> routes;
    private final Guard guard;
    private final WebPort port;
    private final Consumer<Rejection> count;
    private final ProblemErrorHandler errors;
    private final Runnable beforeEnd;
    private final Javalin javalin;

    /// Makes a server of `routes` and of their description, which does not listen yet.
    ///
    /// @param entrance how it is reached, and by whom
    /// @param count is told of each who is sent away
    /// @param beforeEnd ends the replies that would have no end
    public WebService(
            ImmutableList<Route> routes,
            Entrance entrance,
            Consumer<Rejection> count,
            Runnable beforeEnd) {
        this.guard = new Guard(entrance, count);
        this.port = entrance.port();
        this.count = count;
        this.errors = new ProblemErrorHandler(count);
        this.beforeEnd = beforeEnd;
        this.routes =
                ImmutableList.<Route>builder()
                        .addAll(routes)
                        .add(new Route(GET, "/openapi.json", openApi()))
                        .build();
        this.javalin = Javalin.create(this::configure);
    }

    /// All that it serves.
    public ImmutableList<Route> routes() {
        return routes;
    }

    /// Listens on `port` of `host`; 0 is any free port.
    ///
    /// @throws io.javalin.util.JavalinBindException if it is taken, or the host not this machine
    public void start(String host, int number) {
        port.choose(host, number);
        javalin.start();
    }

    /// Where it listens.
    public int port() {
        return javalin.port();
    }

    /// Takes no more connections. Requests that have come are still answered. For any thread.
    public void refuse() {
        port.refuse();
    }

    /// Ends once the replies that have been made are written.
    @Override
    public void close() {
        beforeEnd.run();
        port.awaitReplies();
        javalin.stop();
    }

    /// The handler that writes what `endpoint` replies.
    public static Handler serving(Endpoint endpoint) {
        return context -> {
            Reply reply;
            try {
                reply = endpoint.reply(context);
            } catch (RefusedRequest e) {
                reply = e.reply();
            }
            write(context, reply);
        };
    }

    /// Writes `reply` as the answer to `context`.
    public static void write(Context context, Reply reply) {
        reply.headers().forEach(context::header);
        context.status(reply.status())
                .contentType(reply.contentType())
                .result(reply.body().toString().getBytes(StandardCharsets.UTF_8));
    }

    private void configure(JavalinConfig config) {
        config.concurrency.useVirtualThreads = true;
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.http.responseBufferSize = COPY_BYTES;
        config.http.maxRequestSize = Long.MAX_VALUE; // RequestBody counts for itself.
        config.router.ignoreTrailingSlashes = false;
        config.router.treatMultipleSlashesAsSingleSlash = false;
        port.configure(config.jetty, count);
        config.jetty.modifyServer(server -> server.setErrorHandler(errors));
        config.jetty.modifyServletContextHandler(context -> context.setErrorHandler(errors));
        for (var route : routes) {
            var guarded = guard.guarding(route);
            config.routes.addHttpHandler(route.method(), route.path(), guarded);
            if (route.method().equals(GET)) { // Else the server would say 200 to any HEAD.
                config.routes.addHttpHandler(HEAD, route.path(), guarded);
            }
        }
        config.routes.exception(HttpResponseException.class, this::unrouted);
        config.routes.exception(Exception.class, WebService::broken);
    }

    private void unrouted(HttpResponseException e, Context context) {
        var allowed =
                routes.stream()
                        .filter(route -> matches(route.path(), context.path()))
                        .flatMap(WebService::methods)
                        .collect(Collectors.joining(", "));
        if (e.getStatus() != NOT_FOUND && e.getStatus() != NOT_ALLOWED) {
            write(context, ProblemErrorHandler.reply(e.getStatus()));
        } else if (allowed.isEmpty()) {
            write(context, ProblemErrorHandler.reply(NOT_FOUND));
        } else {
            write(context, ProblemErrorHandler.reply(NOT_ALLOWED).with("Allow", allowed));
        }
    }

    /// The methods that `route` takes: what can be had can be asked after.
    private static Stream<String> methods(Route route) {
        var name = route.method().name();
        return route.method().equals(GET) ? Stream.of(name, HEAD.name()) : Stream.of(name);
    }

    /// Whether `path` has the parts that `template` asks for.
    private static boolean matches(String template, String path) {
        return path.matches(template.replace(".", "\\.").replaceAll("\\{[a-zA-Z]+}", "[^/]+"));
    }

    private static void broken(Exception e, Context context) {
        LOG.error(
                "{} {} failed because of a fault of the program",
                context.method(),
                context.path(),
                e);
        write(context, Reply.problem(ProblemCode.BROKEN, "the front end's log tells more"));
    }

    private static Handler openApi() {
        byte[] text;
        try {
            text = Resources.toByteArray(Resources.getResource(WebService.class, "openapi.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return context -> context.contentType(Reply.JSON).result(text);
    }
}
