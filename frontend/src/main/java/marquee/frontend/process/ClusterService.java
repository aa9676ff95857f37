package marquee.frontend.process;

import static io.javalin.http.HandlerType.GET;
import static io.javalin.http.HandlerType.PUT;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import io.javalin.http.Context;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import marquee.config.FrontEndConfig;
import marquee.frontend.FrontEndEffect;
import marquee.frontend.FrontEndEffect.ClusterShown;
import marquee.frontend.FrontEndEffect.DateShown;
import marquee.frontend.FrontEndEffect.Refused;
import marquee.frontend.FrontEndEvent.ClusterAsked;
import marquee.frontend.FrontEndEvent.DateAsked;
import marquee.frontend.FrontEndStatus;
import marquee.frontend.FrontEndStatus.Count;
import marquee.protocol.replication.SlotReport;
import marquee.protocol.replication.View;
import org.jspecify.annotations.Nullable;

/// The cluster as it stands, and the business date, for operators and the launcher;
/// docs/http-api.md.
final class ClusterService {
    private static final int OK = 200;
    private static final LocalDate LAST_DATE = LocalDate.of(2099, 12, 31);

    private final Calls calls;
    private final Health health;
    private final Incidents incidents;
    private final FrontEndConfig self;

    ClusterService(Calls calls, Health health, Incidents incidents, FrontEndConfig self) {
        this.calls = calls;
        this.health = health;
        this.incidents = incidents;
        this.self = self;
    }

    ImmutableList<Route> routes() {
        return ImmutableList.of(
                new Route(GET, "/v1/cluster", WebService.serving(_ -> cluster())),
                new Route(PUT, "/v1/business-date", WebService.serving(this::moveDate)));
    }

    private Reply cluster() {
        var effect = calls.call(ClusterAsked::new);
        if (!(effect instanceof ClusterShown shown)) {
            return failure(effect);
        }
        var cluster = JsonNodeFactory.instance.objectNode();
        cluster.put("mode", "both");
        cluster.putObject("sequencer")
                .put("next", shown.report().next())
                .put("epoch", shown.sequencer().boot());
        var view = cluster.putObject("view").put("number", shown.report().view());
        var slots = view.putArray("slots");
        shown.report().slots().forEach(slot -> slots.add(slot(slot)));
        cluster.putArray("managers");
        cluster.putArray("frontends").add(frontEnd(health.status()));
        incidents.addTo(cluster.putArray("events"));
        return Reply.ok(OK, "CLUSTER", cluster);
    }

    private static ObjectNode slot(SlotReport report) {
        var replica = report.member().replica();
        var biography = report.biography();
        return JsonNodeFactory.instance
                .objectNode()
                .put("slot", replica.node().toString())
                .put("incarnation", replica.incarnation())
                .put("implementation", biography.implementation())
                .put("state", state(report).name())
                .put("executed", report.executed())
                .put("digest", report.digest().toString())
                .put("digestAt", report.digestAt())
                .put("pid", biography.pid())
                .put("fault", biography.fault());
    }

    private static View.State state(SlotReport report) {
        return report.silentMillis() == 0 ? report.member().state() : View.State.GONE;
    }

    private ObjectNode frontEnd(@Nullable FrontEndStatus status) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", self.node().id().toString())
                .put("url", self.http().url())
                .put("answered", status == null ? 0 : status.count(Count.ANSWERED))
                .put("pending", status == null ? 0 : status.pending());
    }

    private Reply moveDate(Context context) throws RefusedRequest {
        int day = day(RequestBody.read(context, "date").text("date"));
        var effect = calls.call(call -> new DateAsked(call, day));
        if (!(effect instanceof DateShown(_, var moved, var now))) {
            return failure(effect);
        }
        var date = LocalDate.ofEpochDay(now).toString();
        if (moved) {
            return Reply.ok(
                    OK, "DATE_MOVED", JsonNodeFactory.instance.objectNode().put("date", date));
        }
        var refusal = Reply.problem(ProblemCode.DATE_BACKWARDS, "the business date is " + date);
        refusal.body().put("date", date);
        return refusal;
    }

    private static int day(String date) throws RefusedRequest {
        try {
            var parsed = LocalDate.parse(date);
            if (parsed.toEpochDay() > 0 && !parsed.isAfter(LAST_DATE)) {
                return (int) parsed.toEpochDay();
            }
        } catch (DateTimeParseException e) {
            // As a date that is out of range.
        }
        throw new RefusedRequest(
                ProblemCode.MALFORMED, "expected a date from 1970-01-02 to " + LAST_DATE);
    }

    private static Reply failure(FrontEndEffect effect) {
        return effect instanceof Refused
                ? Reply.problem(
                        ProblemCode.TOO_MANY_REQUESTS, "too many questions like this are open")
                : Reply.problem(ProblemCode.NO_AGREEMENT, "the sequencer does not answer");
    }
}
