package marquee.frontend.process.watch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import marquee.frontend.FrontEndEffect.ClusterShown;
import marquee.frontend.FrontEndStatus;
import marquee.frontend.FrontEndStatus.Count;
import marquee.frontend.Replacement;
import marquee.protocol.NodeId;
import marquee.protocol.replication.MemberSlot;
import marquee.protocol.replication.Membership;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.SlotReport;
import marquee.protocol.replication.SlotReport.Biography;
import marquee.protocol.replication.View;
import org.jspecify.annotations.Nullable;

/// The cluster as it stands, as a document: what the sequencer reports, what the order says of the
/// group, and what the front end knows by itself; docs/http-api.md.
final class ClusterDocument {
    private final Surroundings around;
    private final ClusterShown shown;
    private final @Nullable Membership membership;

    ClusterDocument(Surroundings around, ClusterShown shown) {
        this.around = around;
        this.shown = shown;
        this.membership = shown.membership();
    }

    /// The document.
    ///
    /// @param status what the front end has counted; null if its loop does not answer
    /// @param incidents what it has noticed
    ObjectNode json(@Nullable FrontEndStatus status, Incidents incidents) {
        var report = shown.report();
        var cluster = JsonNodeFactory.instance.objectNode();
        cluster.put("mode", around.mode().toString())
                .put("access", around.entrance().access().word())
                .put("businessDate", LocalDate.ofEpochDay(report.stamp().businessDay()).toString());
        cluster.putObject("sequencer")
                .put("next", report.next())
                .put("epoch", shown.sequencer().boot());
        var slots = cluster.putObject("view").put("number", report.view()).putArray("slots");
        report.slots().forEach(slot -> slots.add(slot(slot)));
        addManagers(cluster.putArray("managers"));
        cluster.putArray("frontends").add(frontEnd(status));
        var events = cluster.putArray("events");
        incidents.addTo(events);
        shown.replacements().forEach(each -> events.add(event(each)));
        return cluster;
    }

    private ObjectNode slot(SlotReport report) {
        var replica = report.member().replica();
        var known = known(replica);
        var biography = report.biography();
        return JsonNodeFactory.instance
                .objectNode()
                .put("slot", replica.node().toString())
                .put("incarnation", replica.incarnation())
                .put("implementation", implementation(biography, known))
                .put("state", state(report, known).name())
                .put("executed", report.executed())
                .put("digest", report.digest().toString())
                .put("digestAt", report.digestAt())
                .put("pid", biography.pid())
                .put("fault", biography.fault())
                .put("silentMillis", report.silentMillis());
    }

    /// The slot of `replica` as the order describes it; null where it describes another life.
    private @Nullable MemberSlot known(ReplicaId replica) {
        return membership != null && membership.isCurrent(replica)
                ? membership.slot(replica.slot())
                : null;
    }

    /// What the replica says of itself; until it has, what the order says it will run.
    private static String implementation(Biography biography, @Nullable MemberSlot known) {
        return known == null || !biography.equals(Biography.UNKNOWN)
                ? biography.implementation()
                : known.assignment().implementation();
    }

    /// A slot is gone where nothing is heard of it and nobody is there who would start it again.
    private View.State state(SlotReport report, @Nullable MemberSlot known) {
        if (report.silentMillis() != 0 && (known == null || !isHosted(known))) {
            return View.State.GONE;
        }
        return known != null && !known.active() && !known.begun()
                ? View.State.REPLACING
                : report.member().state();
    }

    /// Whether a manager is there who starts the slot again.
    private boolean isHosted(MemberSlot slot) {
        return membership != null
                && isManaged(membership)
                && membership.electorate().contains(slot.assignment().host())
                && (around.mode().crashes() > 0 || !slot.active());
    }

    /// Until a manager has asked, the order tells of no beginning (docs/protocol.md, P43).
    private static boolean isManaged(Membership membership) {
        return membership.slots().stream()
                .anyMatch(slot -> slot.begun() || slot.replica().incarnation() > 0);
    }

    private void addManagers(ArrayNode managers) {
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

    private ObjectNode frontEnd(@Nullable FrontEndStatus status) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", around.self().node().id().toString())
                .put("url", around.self().http().url())
                .put("answered", status == null ? 0 : status.count(Count.ANSWERED))
                .put("pending", status == null ? 0 : status.pending());
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
}
