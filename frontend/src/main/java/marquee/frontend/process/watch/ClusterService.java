package marquee.frontend.process.watch;

import static io.javalin.http.HandlerType.GET;
import static io.javalin.http.HandlerType.PUT;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import io.javalin.http.Context;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import marquee.frontend.FrontEndEffect.ClusterShown;
import marquee.frontend.FrontEndEffect.DateShown;
import marquee.frontend.FrontEndEvent.ClusterAsked;
import marquee.frontend.FrontEndEvent.DateAsked;
import marquee.frontend.FrontEndEvent.Watched;
import marquee.frontend.FrontEndStatus;
import marquee.frontend.process.web.Calls;
import marquee.frontend.process.web.ProblemCode;
import marquee.frontend.process.web.RefusedRequest;
import marquee.frontend.process.web.Reply;
import marquee.frontend.process.web.RequestBody;
import marquee.frontend.process.web.Route;
import marquee.frontend.process.web.WebService;
import marquee.protocol.replication.Stamp;
import org.jspecify.annotations.Nullable;

/// The cluster as it stands, and the business date, for operators and the launcher;
/// docs/http-api.md.
final class ClusterService {
    private static final int OK = 200;

    private final Calls calls;
    private final Health health;
    private final Incidents incidents;
    private final Surroundings around;

    ClusterService(Calls calls, Health health, Incidents incidents, Surroundings around) {
        this.calls = calls;
        this.health = health;
        this.incidents = incidents;
        this.around = around;
    }

    ImmutableList<Route> routes() {
        return ImmutableList.of(
                new Route(GET, "/v1/cluster", WebService.serving(_ -> show())),
                new Route(PUT, "/v1/business-date", WebService.serving(this::moveDate)));
    }

    /// The cluster as it stands, after a mark.
    Reply show() {
        var effect = calls.call(ClusterAsked::new);
        if (!(effect instanceof ClusterShown shown)) {
            return Reply.unanswered(effect);
        }
        var document = new ClusterDocument(around, shown);
        return Reply.json(OK, "CLUSTER", document.json(health.status(), incidents));
    }

    /// Somebody watches: what managers find and think is to be overheard for the next seconds.
    void overhear() {
        calls.tell(new Watched());
    }

    /// What the front end itself has counted, or null if its loop does not answer.
    @Nullable FrontEndStatus status() {
        return health.status();
    }

    /// What can be told without asking anybody.
    ObjectNode greeting() {
        var greeting = JsonNodeFactory.instance.objectNode();
        greeting.put("access", around.entrance().access().word())
                .put("mode", around.mode().toString())
                .put("frontEnd", around.self().node().id().toString())
                .put("at", EventFeed.now());
        var names = greeting.putArray("nodes");
        around.nodes().forEach(node -> names.add(node.toString()));
        return greeting;
    }

    private Reply moveDate(Context context) throws RefusedRequest {
        int day = day(RequestBody.read(context, "date").text("date"));
        var effect = calls.call(call -> new DateAsked(call, day));
        if (!(effect instanceof DateShown(_, var moved, var now))) {
            return Reply.unanswered(effect);
        }
        var date = LocalDate.ofEpochDay(now).toString();
        if (moved) {
            return Reply.json(
                    OK, "DATE_MOVED", JsonNodeFactory.instance.objectNode().put("date", date));
        }
        if (day >= now) { // A laboratory would have moved it.
            return Reply.problem(ProblemCode.LAB_ONLY, FaultService.NO_LABORATORY);
        }
        var refusal = Reply.problem(ProblemCode.DATE_BACKWARDS, "the business date is " + date);
        refusal.body().put("date", date);
        return refusal;
    }

    private static int day(String date) throws RefusedRequest {
        try {
            var parsed = LocalDate.parse(date);
            if (Stamp.isBusinessDate(parsed)) {
                return (int) parsed.toEpochDay();
            }
        } catch (DateTimeParseException e) {
            // As a date that is out of range.
        }
        throw new RefusedRequest(ProblemCode.MALFORMED, "expected a date from 1970 to 2099");
    }
}
