package marquee.frontend.process.watch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import marquee.frontend.Incident;
import marquee.frontend.Replacement;
import marquee.protocol.NodeId;
import marquee.protocol.replication.Assignment;
import marquee.protocol.replication.Ballot;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.FaultOrder;
import marquee.protocol.replication.Judgement;
import marquee.protocol.replication.Judgement.Verdict;
import marquee.protocol.replication.Membership;
import marquee.protocol.replication.MembershipChange.Activated;
import marquee.protocol.replication.MembershipChange.Begun;
import marquee.protocol.replication.MembershipChange.Convicted;
import marquee.protocol.replication.MembershipChange.Exited;
import marquee.protocol.replication.MembershipChange.JoinFailed;
import marquee.protocol.replication.MembershipChange.Judged;
import marquee.protocol.replication.MembershipChange.ManagerBack;
import marquee.protocol.replication.MembershipChange.ManagerGone;
import marquee.protocol.replication.MembershipChange.Replaced;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd;
import marquee.protocol.replication.Strikes;

/// Tells those who watch what the front end noticed and what the order says of the group;
/// docs/http-api.md has the events. Used by the thread of the loop, but for [#misbehaves].
final class Reporter {
    /// What can happen with every request is told once in so long, of each kind and slot.
    static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final EventFeed feed;
    private final Map<Row, Long> toldAt = new HashMap<>();
    private final Map<ReplicaId, Strikes> strikes = new HashMap<>();

    private record Row(String kind, int slot) {}

    Reporter(EventFeed feed) {
        this.feed = feed;
    }

    /// The front end has noticed `incident`, one of `times` of its kind and slot.
    void noticed(Incident incident, long times) {
        if (isDue(incident.kind().name(), incident.slot())) {
            var told = at(EventFeed.now(), incident.number());
            told.put("kind", incident.kind().name());
            if (incident.slot() > 0) {
                told.put("slot", NodeId.replica(incident.slot()).toString());
            }
            feed.tell("incident", told.put("times", times));
        }
    }

    /// The order says something of the group, which was as `before` says.
    void changed(Entry entry, Membership before) {
        var told = at(Instant.ofEpochMilli(entry.stamp().millis()).toString(), entry.number());
        switch (entry.content()) {
            case Judged(var replica, var judgements) -> {
                var struck = of(told.deepCopy(), replica).put("strikes", held(replica, judgements));
                judged("strike", struck, judgements, Verdict.INCORRECT);
                judged("suspicion", of(told, replica), judgements, Verdict.SILENT);
            }
            case Convicted(var replica, var cause, long shown) ->
                    feed.tell(
                            "convicted",
                            of(told, replica).put("cause", cause.name()).put("shown", shown));
            case Exited(var replica, _) -> feed.tell("exited", of(told, replica));
            case Begun(var replica) -> feed.tell("begun", of(told, replica));
            case Activated(var replica) -> feed.tell("activated", of(told, replica));
            case Replaced(var replica, var cause, var next, var voters)
                    when before.isCurrent(replica) ->
                    replaced(told.put("reason", cause.name()), replica, next, voters);
            case JoinFailed(var replica, var next, var voters) when before.isCurrent(replica) ->
                    replaced(told.put("reason", Replacement.JOIN_FAILED), replica, next, voters);
            case ManagerGone(var manager, var voters) ->
                    feed.tell("manager", voted(manager(told, manager, false), voters));
            case ManagerBack(var manager) -> feed.tell("manager", manager(told, manager, true));
            default -> {}
        }
    }

    /// `manager` lets itself be overheard.
    void overheard(NodeId manager, ToFrontEnd.Overheard what) {
        var told = JsonNodeFactory.instance.objectNode().put("at", EventFeed.now());
        told.put("manager", manager.toString());
        switch (what) {
            case ToFrontEnd.Voted(var vote) -> voted(told, vote.ballot());
            case ToFrontEnd.Probed(var suspect, long round, boolean answered) ->
                    tellOnce(
                            "probe",
                            suspect.slot(),
                            of(told, suspect).put("round", round).put("answered", answered));
            case ToFrontEnd.Joining(var joiner, long executed, int chunks) ->
                    tellOnce(
                            "transfer",
                            joiner.slot(),
                            of(told, joiner).put("executed", executed).put("chunks", chunks));
        }
    }

    private void voted(ObjectNode told, Ballot ballot) {
        switch (ballot) {
            case Ballot.Replace(var replica, var cause) -> {
                of(told.put("ballot", "REPLACE"), replica).put("cause", cause.name());
                tellOnce("vote", replica.slot(), told);
            }
            case Ballot.FailJoin(var replica) ->
                    tellOnce("vote", replica.slot(), of(told.put("ballot", "FAIL_JOIN"), replica));
            case Ballot.Dismiss(var manager) -> {
                told.put("ballot", "DISMISS").put("id", manager.toString());
                tellOnce("vote", manager.index(), told);
            }
        }
    }

    /// Tells what a manager says of a slot, unless it has just said something like it.
    private void tellOnce(String type, int slot, ObjectNode told) {
        var kind = told.path("ballot").asText() + told.path("answered").asText();
        if (isDue(type + told.path("manager").asText() + kind, slot)) {
            feed.tell(type, told);
        }
    }

    /// `roles` of a lab were told to do wrong what `order` says. For any thread.
    void misbehaves(ImmutableList<NodeId> roles, FaultOrder order) {
        var told = JsonNodeFactory.instance.objectNode().put("at", EventFeed.now());
        var names = told.putArray("roles");
        roles.forEach(role -> names.add(role.toString()));
        feed.tell("fault", told.put("faults", order.faults()).put("seed", order.seed()));
    }

    /// How many replies are held against `replica` after `judgements`, of those that it takes to
    /// convict it (rule P29).
    private int held(ReplicaId replica, ImmutableList<Judgement> judgements) {
        // A front end that was cut off is not told who was replaced meanwhile.
        strikes.keySet().removeIf(each -> each.slot() == replica.slot() && !each.equals(replica));
        var its = strikes.computeIfAbsent(replica, _ -> new Strikes());
        judgements.forEach(its::take);
        return Math.min(its.count(), Strikes.STRIKES);
    }

    /// Each number of strikes is told, however soon after another one.
    private void judged(
            String type, ObjectNode told, ImmutableList<Judgement> judgements, Verdict verdict) {
        var places =
                judgements.stream()
                        .filter(judgement -> judgement.verdict() == verdict)
                        .map(Judgement::number)
                        .toList();
        var slot = NodeId.parse(told.path("slot").asText());
        if (!places.isEmpty()
                && slot != null
                && isDue(type + told.path("strikes").asText(), slot.index())) {
            feed.tell(type, told.put("shown", places.getFirst()).put("times", places.size()));
        }
    }

    private void replaced(
            ObjectNode told, ReplicaId replaced, Assignment next, ImmutableList<NodeId> voters) {
        strikes.remove(replaced);
        of(told, replaced.successor())
                .put("implementation", next.implementation())
                .put("host", next.host().toString());
        feed.tell("replaced", voted(told, voters));
    }

    private static ObjectNode voted(ObjectNode told, ImmutableList<NodeId> voters) {
        var votes = told.putArray("votes");
        voters.forEach(voter -> votes.add(voter.toString()));
        return told;
    }

    private static ObjectNode manager(ObjectNode told, NodeId manager, boolean alive) {
        return told.put("id", manager.toString()).put("alive", alive);
    }

    private static ObjectNode of(ObjectNode told, ReplicaId replica) {
        return told.put("slot", replica.node().toString())
                .put("incarnation", replica.incarnation());
    }

    private static ObjectNode at(String at, long number) {
        return JsonNodeFactory.instance.objectNode().put("at", at).put("number", number);
    }

    private boolean isDue(String kind, int slot) {
        var row = new Row(kind, slot);
        var earlier = toldAt.get(row);
        long now = System.nanoTime();
        boolean isDue = earlier == null || now - earlier >= PAUSE_NANOS;
        if (isDue) {
            toldAt.put(row, now);
        }
        return isDue;
    }
}
