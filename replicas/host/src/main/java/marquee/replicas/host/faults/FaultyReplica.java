package marquee.replicas.host.faults;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import marquee.protocol.Chance;
import marquee.protocol.Effect;
import marquee.protocol.Event;
import marquee.protocol.Expiry;
import marquee.protocol.Role;
import marquee.protocol.replication.Outcome;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd.Reply;
import marquee.protocol.replication.ReplicationMessage.ToManager.Evidence;
import marquee.protocol.replication.ReplicationMessage.ToReplica;
import marquee.replicas.host.Replica;
import marquee.replicas.host.ReplicaEffect;
import marquee.replicas.host.ReplicaEvent;

/// A replica that does wrong what [ReplicaFaults] say, for people and tests who want to see what
/// becomes of it (docs/operations.md, "Faults"). The replica inside is a correct one and knows of
/// nothing: its replies are changed, kept back or delayed on their way out. Without faults it is as
/// if this were not there.
public final class FaultyReplica implements Role<ToReplica, ReplicaEvent> {
    /// The most replies that wait to be late; further ones are lost.
    static final int LATE_MAX = 65_536;

    /// Of how many numbers it is remembered what was said, so that it is said again when asked.
    static final int SAID_MAX = 1_024;

    private static final LateReplies LATE_REPLIES = new LateReplies();

    private final Replica replica;
    private final List<Effect> gathered = new ArrayList<>();
    private final PriorityQueue<Late> late =
            new PriorityQueue<>(
                    Comparator.comparingLong(Late::due).thenComparingLong(Late::sequence));
    private final Map<Long, Outcome> said = new LinkedHashMap<>();
    private ReplicaFaults faults = ReplicaFaults.NONE;
    private PlausibleLie lie = new PlausibleLie(new Chance(0));
    private long replies;
    private long sequence;
    private boolean faulty;
    private boolean over;

    /// The timer of replies that are late.
    private record LateReplies() implements Expiry {}

    private record Late(long due, long sequence, Effect.Send reply) {}

    /// Makes a role that is `replica` until it is told to be faulty.
    public FaultyReplica(Replica replica) {
        this.replica = replica;
    }

    /// Does wrong what `changed` says from now on, and nothing that was said before. What has gone
    /// wrong already stays so: a loop that stands still does not hear of this.
    ///
    /// @param chance what lies are drawn from
    public void change(ReplicaFaults changed, Chance chance) {
        faults = changed;
        faulty = !changed.equals(ReplicaFaults.NONE);
        lie = new PlausibleLie(chance);
        replies = 0;
        said.clear();
    }

    @Override
    public void on(
            long now, Event<ToReplica, ReplicaEvent> event, Consumer<? super Effect> effects) {
        if (over) {
            return;
        }
        if (event instanceof Event.Expired<ToReplica, ReplicaEvent>(LateReplies _)) {
            sendDue(now, effects);
        } else if (!faulty) {
            replica.on(now, event, effects);
        } else {
            gathered.clear();
            replica.on(now, event, gathered::add);
            if (!isOver()) {
                gathered.forEach(effect -> pass(now, effect, effects));
            }
        }
        if (isOver()) {
            over = true;
            boolean crashes = replica.executed() >= faults.crashAt();
            effects.accept(crashes ? new ReplicaEffect.Crash() : new ReplicaEffect.StandStill());
        }
    }

    private boolean isOver() {
        return faults.hangs() || replica.executed() >= faults.crashAt();
    }

    private void pass(long now, Effect effect, Consumer<? super Effect> effects) {
        switch (effect) {
            case Effect.Send(var to, Reply(var from, var outcome)) ->
                    reply(now, new Effect.Send(to, new Reply(from, say(outcome))), effects);
            case Effect.Send(var to, Evidence(var from, var outcome)) ->
                    reply(now, new Effect.Send(to, new Evidence(from, say(outcome))), effects);
            default -> effects.accept(effect);
        }
    }

    private void reply(long now, Effect.Send reply, Consumer<? super Effect> effects) {
        if (faults.silent()) {
            return;
        }
        if (faults.slowNanos() == 0) {
            effects.accept(reply);
        } else if (late.size() < LATE_MAX) {
            var added = new Late(now + faults.slowNanos(), sequence++, reply);
            late.add(added);
            if (added.equals(late.peek())) {
                effects.accept(new Effect.StartTimer(LATE_REPLIES, faults.slowNanos()));
            }
        }
    }

    private void sendDue(long now, Consumer<? super Effect> effects) {
        var next = late.peek();
        while (next != null && next.due() <= now) {
            effects.accept(late.remove().reply());
            next = late.peek();
        }
        if (next != null) {
            effects.accept(new Effect.StartTimer(LATE_REPLIES, next.due() - now));
        }
    }

    /// What is said at the number of `right`: each number counts once, however often it is asked
    /// for.
    private Outcome say(Outcome right) {
        var before = said.get(right.number());
        if (before != null) {
            return before;
        }
        var outcome = faults.isWrong(replies) ? lie.insteadOf(right) : right;
        replies++;
        if (said.size() == SAID_MAX) {
            said.remove(said.keySet().iterator().next());
        }
        said.put(right.number(), outcome);
        return outcome;
    }
}
