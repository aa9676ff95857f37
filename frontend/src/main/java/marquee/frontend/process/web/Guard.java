package marquee.frontend.process.web;

import static io.javalin.http.HandlerType.GET;

import com.google.common.collect.ImmutableList;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Collections;
import java.util.Objects;
import java.util.function.Consumer;
import marquee.applications.booking.Argument;
import marquee.applications.booking.Canonical;
import marquee.applications.booking.UserId;
import marquee.frontend.process.access.Access;
import marquee.frontend.process.access.Token;
import marquee.frontend.process.access.TokenException;
import marquee.frontend.process.access.TokenFault;
import org.jspecify.annotations.Nullable;

/// Stands before every route: finds out who asks, by his token or, in a laboratory, by what he
/// says, and whether this is for him; docs/http-api.md, "Who asks". Thread-safe.
public final class Guard {
    static final String IDENTITY = "User-Id";

    private static final String ACTOR = "marquee.actor";
    private static final String TOKEN = "Authorization";
    private static final String CHALLENGE = "WWW-Authenticate";
    private static final String SCHEME = "Bearer ";
    private static final String REALM = "Bearer realm=\"marquee\"";

    private final Access access;
    private final OwnHosts hosts;
    private final InFlight<UserId> busy;
    private final Consumer<Rejection> count;

    /// @param count is told of each whom it sends away
    Guard(Entrance entrance, Consumer<Rejection> count) {
        this.access = entrance.access();
        this.hosts = entrance.hosts();
        this.busy = new InFlight<>(entrance.limits().requestsPerUserMax());
        this.count = count;
    }

    /// What `route` does, for those whom it is for.
    Handler guarding(Route route) {
        var permission = Permission.of(route.path());
        return context -> {
            var refusal =
                    access.isLab() ? believe(context, permission) : check(context, permission);
            if (refusal != null) {
                WebService.write(context, refusal);
            } else if (permission == Permission.USERS) {
                serve(route, context, actor(context).value());
            } else {
                route.handler().handle(context);
            }
        };
    }

    /// @param user null for one whose id is none, who is not counted
    private void serve(Route route, Context context, @Nullable UserId user) throws Exception {
        if (user == null) {
            route.handler().handle(context);
        } else if (busy.enter(user)) {
            try {
                route.handler().handle(context);
            } finally {
                busy.leave(user);
            }
        } else {
            count.accept(Rejection.USER_BUSY);
            WebService.write(
                    context,
                    Reply.problem(
                            ProblemCode.TOO_MANY_REQUESTS,
                            ProblemCode.TOO_MANY_IN_FLIGHT + attempt(route, context)));
        }
    }

    /// What is added to "not done" where the request has a key.
    private static String attempt(Route route, Context context) {
        boolean isKeyed =
                !route.method().equals(GET) && !headers(context, RequestKey.HEADER).isEmpty();
        return isKeyed ? RequestKey.THIS_ATTEMPT : "";
    }

    /// Who sent `context`, to a route for users: as his token says, or as he spelled it himself.
    public static Argument<UserId> actor(Context context) {
        return Objects.requireNonNull(
                context.<Argument<UserId>>attribute(ACTOR), "the route is not for users");
    }

    /// Takes a user at his word, unless a stranger's page may speak for him.
    ///
    /// @return null if he may go on
    private @Nullable Reply believe(Context context, Permission permission) {
        if (!hosts.include(context.req().getServerName())) {
            count.accept(Rejection.FOREIGN_HOST);
            return Reply.problem(ProblemCode.MISDIRECTED, ProblemCode.OWN_HOST_EXPECTED);
        }
        if (permission != Permission.USERS) {
            return null;
        }
        var users = headers(context, IDENTITY);
        if (users.size() != 1 || users.getFirst().isEmpty()) {
            count.accept(Rejection.NO_USER);
            return Reply.problem(ProblemCode.NO_IDENTITY, "expected one header User-Id");
        }
        context.attribute(ACTOR, Canonical.userId(users.getFirst()));
        return null;
    }

    /// Asks for a token.
    ///
    /// @return null if its holder may go on
    private @Nullable Reply check(Context context, Permission permission) {
        if (permission == Permission.EVERYBODY) {
            return null;
        }
        var credentials = headers(context, TOKEN);
        if (credentials.size() > 1) {
            return refuse(Rejection.SEVERAL_TOKENS, "expected one header Authorization");
        }
        var given = credentials.isEmpty() ? "" : credentials.getFirst();
        if (!given.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return refuse(Rejection.NO_TOKEN, "expected the header Authorization: Bearer TOKEN");
        }
        try {
            return admit(context, permission, access.holder(given.substring(SCHEME.length())));
        } catch (TokenException e) {
            // Only who has a token that was good learns more than that it does not hold.
            return refuse(
                    Rejection.of(e.fault()),
                    e.fault() == TokenFault.EXPIRED
                            ? "the token has expired"
                            : "the token does not hold here");
        }
    }

    private @Nullable Reply admit(Context context, Permission permission, Token holder) {
        if (permission == Permission.OPERATORS && !holder.operator()) {
            return refuse(Rejection.NO_OPERATOR, "expected an operator's token");
        }
        context.attribute(ACTOR, Argument.of(holder.user()));
        return null;
    }

    /// RFC 6750 says how a challenge looks.
    private Reply refuse(Rejection why, String detail) {
        count.accept(why);
        return switch (why) {
            case NO_TOKEN -> Reply.problem(ProblemCode.NO_IDENTITY, detail).with(CHALLENGE, REALM);
            case NO_OPERATOR ->
                    Reply.problem(ProblemCode.NOT_ALLOWED, detail)
                            .with(CHALLENGE, REALM + ", error=\"insufficient_scope\"");
            default ->
                    Reply.problem(ProblemCode.NO_IDENTITY, detail)
                            .with(CHALLENGE, REALM + ", error=\"invalid_token\"");
        };
    }

    private static ImmutableList<String> headers(Context context, String name) {
        return ImmutableList.copyOf(Collections.list(context.req().getHeaders(name)));
    }
}
