package marquee.frontend.process;

import static io.javalin.http.HandlerType.GET;
import static io.javalin.http.HandlerType.PUT;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import marquee.config.FrontEndConfig;
import marquee.config.Mode;
import marquee.frontend.FrontEndEffect;
import marquee.frontend.FrontEndEffect.ClusterShown;
import marquee.frontend.FrontEndEffect.DateShown;
import marquee.frontend.FrontEndEffect.Reason;
import marquee.frontend.FrontEndEffect.Refused;
import marquee.frontend.FrontEndEvent.ClusterAsked;
import marquee.frontend.FrontEndEvent.DateAsked;
import marquee.frontend.FrontEndEvent.Watched;
import marquee.frontend.FrontEndStatus;
import marquee.frontend.FrontEndStatus.Count;
import marquee.frontend.Replacement;
import marquee.protocol.NodeId;
import marquee.protocol.replication.MemberSlot;
import marquee.protocol.replication.Membership;
import marquee.protocol.replication.SlotReport;
import marquee.protocol.replication.SlotReport.Biography;
import marquee.protocol.replication.Stamp;
import marquee.protocol.replication.View;
import org.jspecify.annotations.Nullable;

/// The cluster as it stands, and the business date, for operators and the launcher;
/// docs/http-api.md.
final class ClusterService {
    private static final int OK = 200;

    private final Calls calls;
    private final Health health;
    private final Incidents incidents;
    private final FrontEndConfig self;
    private final Mode mode;
    private final String access;
    private final ImmutableList<NodeId> nodes;

    ClusterService(Calls calls, Health health, Incidents incidents, Surroundings around) {
        this.calls = calls;
        this.health = health;
        this.incidents = incidents;
        this.self = around.self();
        this.mode = around.mode();
        this.access = around.entrance().access().word();
        this.nodes = around.nodes();
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
            return failure(effect);
        }
        var cluster = JsonNodeFactory.instance.objectNode();
        cluster.put("mode", mode.toString()).put("access", access);
        var day = LocalDate.ofEpochDay(shown.report().stamp().businessDay());
        cluster.put("businessDate", day.toString());
        cluster.putObject("sequencer")
                .put("next", shown.report().next())
                .put("epoch", shown.sequencer().boot());
        var view = cluster.putObject("view").put("number", shown.report().view());
        var slots = view.putArray("slots");
        shown.report().slots().forEach(slot -> slots.add(slot(slot, shown.membership())));
        addManagers(cluster.putArray("managers"), shown.membership());
        cluster.putArray("frontends").add(frontEnd(health.status()));
        var events = cluster.putArray("events");
        incidents.addTo(events);
        shown.replacements().forEach(each -> events.add(event(each)));
        return Reply.json(OK, "CLUSTER", cluster);
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
        greeting.put("access", access)
                .put("mode", mode.toString())
                .put("frontEnd", self.node().id().toString())
                .put("at", EventFeed.now());
        var names = greeting.putArray("nodes");
        nodes.forEach(node -> names.add(node.toString()));
        return greeting;
    }

    private ObjectNode slot(SlotReport report, @Nullable Membership membership) {
        var replica = report.member().replica();
        var known =
                membership == null || !membership.isCurrent(replica)
                        ? null
                        : membership.slot(replica.slot());
        var biography = report.biography();
        return JsonNodeFactory.instance
                .objectNode()
                .put("slot", replica.node().toString())
                .put("incarnation", replica.incarnation())
                .put("implementation", implementation(biography, known))
                .put("state", state(report, membership, known).name())
                .put("executed", report.executed())
                .put("digest", report.digest().toString())
                .put("digestAt", report.digestAt())
                .put("pid", biography.pid())
                .put("fault", biography.fault())
                .put("silentMillis", report.silentMillis());
    }

    /// What the replica says of itself; until it has, what the order says it will run.
    private static String implementation(Biography biography, @Nullable MemberSlot known) {
        return known == null || !biography.equals(Biography.UNKNOWN)
                ? biography.implementation()
                : known.assignment().implementation();
    }

    /// A slot is gone where nothing is heard of it and nobody is there who would start it again.
    private View.State state(
            SlotReport report, @Nullable Membership membership, @Nullable MemberSlot known) {
        boolean isHosted =
                membership != null
                        && known != null
                        && (mode.crashes() > 0 || !known.active())
                        && isManaged(membership)
                        && membership.electorate().contains(known.assignment().host());
        if (report.silentMillis() != 0 && !isHosted) {
            return View.State.GONE;
        }
        return known != null && !known.active() && !known.begun()
                ? View.State.REPLACING
                : report.member().state();
    }

    /// Until a manager has asked, the order tells of no beginning (docs/protocol.md, P43).
    private static boolean isManaged(Membership membership) {
        return membership.slots().stream()
                .anyMatch(slot -> slot.begun() || slot.replica().incarnation() > 0);
    }

    private static void addManagers(ArrayNode managers, @Nullable Membership membership) {
        if (membership == null || !isManaged(membership)) {
            return;
        }
        for (var slot : membership.slots()) {
            var manager = NodeId.manager(slot.replica().slot());
            managers.addObject()
                    .put("id", manager.toString())
                    .put("alive", membership.electorate().contains(manager));
        }
    }

    private static ObjectNode event(Replacement replacement) {
        var times = replacement.times();
        var event =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("at", time(times.ordered()))
                        .put("kind", "REPLACED")
                        .put("slot", replacement.successor().node().toString())
                        .put("incarnation", replacement.successor().incarnation())
                        .put("implementation", replacement.next().implementation())
                        .put("host", replacement.next().host().toString())
                        .put("reason", replacement.reason())
                        .put("number", replacement.number());
        var votes = event.putArray("votes");
        replacement.voters().forEach(voter -> votes.add(voter.toString()));
        return event.put("suspected", time(times.suspected()))
                .put("ordered", time(times.ordered()))
                .put("begun", time(times.begun()))
                .put("active", time(times.active()))
                .put("failed", time(times.failed()));
    }

    private static @Nullable String time(long millis) {
        return millis == 0 ? null : Instant.ofEpochMilli(millis).toString();
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

    /// Why there is no answer to a question for the sequencer. What of it the front end does not
    /// hand over comes while it ends.
    static Reply failure(FrontEndEffect effect) {
        return switch (effect) {
            case Refused(_, var reason) when reason == Reason.NOT_HANDED_OVER ->
                    Reply.problem(ProblemCode.ENDING, "another front end goes on");
            case Refused _ ->
                    Reply.problem(
                            ProblemCode.TOO_MANY_REQUESTS, "too many questions like this are open");
            default -> Reply.problem(ProblemCode.NO_AGREEMENT, "the sequencer does not answer");
        };
    }
}
