package marquee.replicas.host;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import marquee.protocol.Effect;
import marquee.protocol.NodeId;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.Outcome;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd.Reply;
import marquee.protocol.replication.ReplicationMessage.ToManager.Evidence;
import marquee.protocol.replication.ReplicationMessage.ToReplica.ReplyAgain;
import marquee.replicas.host.state.ReplicatedState;
import org.jspecify.annotations.Nullable;

/// What a replica says of what it has executed: the reply that it owes, the same once more to
/// whoever misses it, and evidence for a manager that probes. Outcomes are those of the newest
/// executions, or else of the reply table.
///
/// A reply is owed only to entries ordered after the first subscription: those before it came as
/// history (rule P38).
final class Replies {
    private final ReplicaId self;
    private final ReplicaLimits limits;
    private final Sources sources;
    private final Consumer<ReplicaCount> tally;
    private final Map<Long, Asked> asked = new HashMap<>();

    /// Where outcomes are, and from which number on they are told.
    record Sources(Executions executions, ReplicatedState state, Subscription subscription) {}

    private record Asked(NodeId by, ReplyAgain question) {}

    Replies(ReplicaId self, ReplicaLimits limits, Sources sources, Consumer<ReplicaCount> tally) {
        this.self = self;
        this.limits = limits;
        this.sources = sources;
        this.tally = tally;
    }

    /// `request`, which `entry` holds, has been executed.
    void executed(
            Entry entry, Entry.Request request, Outcome outcome, Consumer<? super Effect> effects) {
        if (sources.subscription().owesReply(entry.number())) {
            reply(request.replyTo().id(), outcome, effects);
        }
    }

    /// `request`, which `entry` holds, has come again after it was executed (rule P14).
    void again(Entry entry, Entry.Request request, Consumer<? super Effect> effects) {
        if (sources.subscription().owesReply(entry.number())) {
            var outcome = outcome(new ReplyAgain(entry.number(), request.id()));
            if (outcome != null) {
                reply(request.replyTo().id(), outcome, effects);
            }
        }
    }

    /// A front end misses a reply; one that will be owed soon is waited for.
    void asked(NodeId by, ReplyAgain question, Consumer<? super Effect> effects) {
        long ahead = question.number() - sources.state().executed();
        var waiting = new Asked(by, question);
        if (ahead <= 0) {
            answer(waiting, effects);
        } else if (ahead <= limits.holdBack() && asked.size() < limits.askedMax()) {
            asked.put(question.number(), waiting);
        } else {
            tally.accept(ReplicaCount.REPLIES_UNKNOWN);
        }
    }

    /// The entry `number` has been executed: whoever waited for that is answered.
    void reached(long number, Consumer<? super Effect> effects) {
        if (asked.isEmpty()) {
            return;
        }
        var waiting = asked.remove(number);
        if (waiting != null) {
            answer(waiting, effects);
        }
    }

    /// The state up to `number` has come from others: whoever waited for an entry before is
    /// answered as far as the reply table tells.
    void restored(long number, Consumer<? super Effect> effects) {
        var past = asked.keySet().stream().filter(at -> at <= number).sorted().toList();
        past.forEach(at -> reached(at, effects));
    }

    /// Shows `manager` the reply to `number`, which was thought missing; where that is forgotten,
    /// the oldest one that is not.
    void showEvidence(NodeId manager, long number, Consumer<? super Effect> effects) {
        if (!sources.subscription().votesOn(number)) {
            return;
        }
        var known = outcomeAt(number);
        boolean forgotten = known == null && number <= sources.state().executed();
        var outcome =
                forgotten
                        ? sources.executions().oldestAfter(number, sources.state().executed())
                        : known;
        if (outcome != null) {
            effects.accept(new Effect.Send(manager, new Evidence(self, outcome)));
        }
    }

    private void answer(Asked waiting, Consumer<? super Effect> effects) {
        var outcome = outcome(waiting.question());
        if (outcome == null) {
            tally.accept(ReplicaCount.REPLIES_UNKNOWN);
        } else {
            tally.accept(ReplicaCount.REPLIES_REPEATED);
            reply(waiting.by(), outcome, effects);
        }
    }

    private @Nullable Outcome outcomeAt(long number) {
        var kept = sources.executions().find(number);
        return kept == null ? sources.state().outcome(number) : kept.outcome();
    }

    private @Nullable Outcome outcome(ReplyAgain question) {
        var kept = sources.executions().find(question.number());
        if (kept == null) {
            return sources.state().outcome(question.number(), question.id());
        }
        var outcome = kept.outcome();
        return outcome != null && outcome.id().equals(question.id()) ? outcome : null;
    }

    private void reply(NodeId to, Outcome outcome, Consumer<? super Effect> effects) {
        effects.accept(new Effect.Send(to, new Reply(self, outcome)));
    }
}
