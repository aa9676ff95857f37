package marquee.frontend.process.watch;

import static io.javalin.http.HandlerType.GET;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.common.base.Suppliers;
import com.google.common.collect.ImmutableList;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import marquee.frontend.FrontEndEffect.StatusShown;
import marquee.frontend.FrontEndEvent.StatusAsked;
import marquee.frontend.FrontEndStatus;
import marquee.frontend.process.web.Calls;
import marquee.frontend.process.web.Reply;
import marquee.frontend.process.web.Route;
import marquee.frontend.process.web.WebService;
import org.jspecify.annotations.Nullable;

/// Whether the front end lives, and whether it can answer. Thread-safe.
final class Health {
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    /// How long the event loop may take to say how it is.
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /// For how long one answer of the event loop does for all who ask after its health, so that
    /// they cannot fill it, however many they are.
    static final Duration SHARED = Duration.ofMillis(100);

    private final Calls calls;
    private final Supplier<Optional<FrontEndStatus>> shared;

    Health(Calls calls) {
        this.calls = calls;
        this.shared = Suppliers.memoizeWithExpiration(() -> Optional.ofNullable(status()), SHARED);
    }

    ImmutableList<Route> routes() {
        return ImmutableList.of(
                new Route(GET, "/healthz", WebService.serving(_ -> reply("live", isLive()))),
                new Route(GET, "/readyz", WebService.serving(_ -> reply("ready", isReady()))));
    }

    /// The role's own counts, or null if its loop does not answer.
    @Nullable FrontEndStatus status() {
        return calls.call(StatusAsked::new, PATIENCE) instanceof StatusShown(_, var status)
                ? status
                : null;
    }

    private boolean isLive() {
        return shared.get().isPresent();
    }

    private boolean isReady() {
        return shared.get().map(FrontEndStatus::ready).orElse(false);
    }

    private static Reply reply(String what, boolean so) {
        return Reply.json(
                so ? OK : UNAVAILABLE, what, JsonNodeFactory.instance.objectNode().put(what, so));
    }
}
