package marquee.frontend.process;

import static io.javalin.http.HandlerType.GET;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.common.collect.ImmutableList;
import java.time.Duration;
import marquee.frontend.FrontEndEffect.StatusShown;
import marquee.frontend.FrontEndEvent.StatusAsked;
import marquee.frontend.FrontEndStatus;
import org.jspecify.annotations.Nullable;

/// Whether the front end lives, and whether it can answer. Thread-safe.
final class Health {
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    /// How long the event loop may take to say how it is.
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Calls calls;

    Health(Calls calls) {
        this.calls = calls;
    }

    ImmutableList<Route> routes() {
        return ImmutableList.of(
                new Route(
                        GET, "/healthz", WebService.serving(_ -> reply("live", status() != null))),
                new Route(GET, "/readyz", WebService.serving(_ -> reply("ready", isReady()))));
    }

    /// The role's own counts, or null if its loop does not answer.
    @Nullable FrontEndStatus status() {
        return calls.call(StatusAsked::new, PATIENCE) instanceof StatusShown(_, var status)
                ? status
                : null;
    }

    private boolean isReady() {
        var status = status();
        return status != null && status.ready();
    }

    private static Reply reply(String what, boolean so) {
        return Reply.ok(
                so ? OK : UNAVAILABLE, what, JsonNodeFactory.instance.objectNode().put(what, so));
    }
}
