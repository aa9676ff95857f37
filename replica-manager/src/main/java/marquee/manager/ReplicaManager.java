package marquee.manager;

import com.google.common.collect.ImmutableList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import marquee.manager.ManagerEffect.Votes;
import marquee.protocol.Effect;
import marquee.protocol.Event;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.Role;
import marquee.protocol.replication.Ballot;
import marquee.protocol.replication.Ballot.Vote;
import marquee.protocol.replication.Cause;
import marquee.protocol.replication.Judgement.Verdict;
import marquee.protocol.replication.MemberSlot;
import marquee.protocol.replication.Membership;
import marquee.protocol.replication.MembershipChange;
import marquee.protocol.replication.Outcome;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd;
import marquee.protocol.replication.ReplicationMessage.ToManager;
import marquee.protocol.replication.ReplicationMessage.ToReplica;
import marquee.protocol.replication.ReplicationMessage.ToSequencer;
import org.jspecify.annotations.Nullable;

/// Starts the replicas that the order assigns to it, probes those that are suspected, and votes
/// with the other managers on who is replaced (docs/protocol.md, rules P33 to P36 and P43). What it
/// knows of the group it has from the order; before it has heard of it, it does nothing.
///
/// Everything that goes by time is looked after once every [#TICK_NANOS]. Used by one thread.
public final class ReplicaManager implements Role<ToManager, ManagerEvent> {
    /// How often probes, votes and processes are looked after.
    public static final long TICK_NANOS = 100_000_000;

    /// A round of probes, in ticks.
    static final int PROBE_TICKS = 2;

    /// How often a vote that still holds is cast again, in ticks.
    static final int VOTE_TICKS = 5;

    /// How often the other managers hear of this one, in ticks.
    static final int HEARTBEAT_TICKS = 2;

    private final ManagerSettings settings;
    private final ImmutableList<NodeId> others;
    private final Ballots ballots = new Ballots();
    private final OwnReplicas own;
    private final JoinWatch joins = new JoinWatch();
    private final Tuition tuition;
    private final Audience audience;
    private final Map<ReplicaId, Suspicion> suspicions = new LinkedHashMap<>();
    private final ManagerWatch watch = new ManagerWatch();
    private @Nullable Membership membership;
    private long stampMillis;
    private long ticks;

    /// Makes a manager that knows nothing of its group yet.
    public ReplicaManager(ManagerSettings settings) {
        this.settings = settings;
        this.others = settings.others();
        this.own = new OwnReplicas(settings.self());
        this.tuition = new Tuition(settings.self(), settings.implementations());
        this.audience = new Audience(settings.frontEnds());
    }

    @Override
    public void on(
            long now, Event<ToManager, ManagerEvent> event, Consumer<? super Effect> effects) {
        switch (event) {
            case Event.Started<ToManager, ManagerEvent>() -> {
                watch.begin(now, others);
                effects.accept(new Effect.StartTimer(ManagerTimer.TICK, TICK_NANOS));
            }
            case Event.Connected<ToManager, ManagerEvent>(var peer) -> {
                watch.hear(now, peer);
                if (peer.id().equals(NodeId.SEQUENCER)) {
                    joins.connected(now);
                    tuition.connected(now, peer, effects);
                }
            }
            case Event.Disconnected<ToManager, ManagerEvent>(var peer) -> {
                if (peer.id().kind() == NodeId.Kind.REPLICA) {
                    suspect(new ReplicaId(peer.id().index(), peer.incarnation()), 0);
                }
            }
            case Event.Received<ToManager, ManagerEvent>(var from, var message) -> {
                watch.hear(now, from);
                received(now, from, message, effects);
            }
            case Event.Expired<ToManager, ManagerEvent>(var expiry) -> {
                effects.accept(new Effect.StartTimer((ManagerTimer) expiry, TICK_NANOS));
                ticks++;
                tick(now, effects);
            }
            case Event.Submitted<ToManager, ManagerEvent>(var submitted) -> {
                switch (submitted) {
                    case ManagerEvent.ProcessEnded(var replica) -> ended(now, replica, effects);
                    case ManagerEvent.SpareAtHand() -> tuition.begin(effects);
                    case ManagerEvent.SpareGone() -> tuition.end();
                    case ManagerEvent.SpareWants(var wish) -> tuition.wants(now, wish, effects);
                }
            }
        }
    }

    /// The membership that this manager knows; null before it has heard of any.
    public @Nullable Membership membership() {
        return membership;
    }

    private void ended(long now, ReplicaId replica, Consumer<? super Effect> effects) {
        own.ended(replica);
        if (membership != null) {
            own.follow(now, membership, effects);
        }
    }

    private void received(
            long now, Peer peer, ToManager message, Consumer<? super Effect> effects) {
        var from = peer.id();
        switch (message) {
            case ToManager.Standing(long head, var stamp, var told)
                    when from.equals(NodeId.SEQUENCER) -> {
                tuition.reached(now, head, effects);
                stampMillis = stamp.millis(); // A restart may lose time that was told, not written.
                adopt(now, told, effects);
            }
            case ToManager.Changed(var entry) when from.equals(NodeId.SEQUENCER) -> {
                stampMillis = entry.stamp().millis();
                changed(now, entry.number(), (MembershipChange) entry.content(), effects);
            }
            case ToManager.ForSpare lesson when from.equals(NodeId.SEQUENCER) ->
                    tuition.taught(lesson, effects);
            case ToManager.Misbehave(var order) when from.equals(NodeId.SEQUENCER) ->
                    effects.accept(new ManagerEffect.Misbehave(order));
            case ToManager.Voted(var vote) when from.equals(vote.voter()) -> count(vote, effects);
            case ToManager.Alive(var replica, long nonce, long executed)
                    when speaks(peer, replica) -> {
                if (suspicions.containsKey(replica)) {
                    audience.tell(now, new ToFrontEnd.Probed(replica, nonce, true), effects);
                }
                alive(replica, nonce, executed);
            }
            case ToManager.Evidence(var replica, var outcome) when speaks(peer, replica) ->
                    evidence(replica, outcome, effects);
            case ToManager.JoinProgress(var replica, long executed, int chunks)
                    when speaks(peer, replica) -> {
                joins.progress(now, replica, executed, chunks);
                if (isOwn(replica)) {
                    audience.tell(now, new ToFrontEnd.Joining(replica, executed, chunks), effects);
                }
            }
            case ToManager.Watch() -> audience.watches(now, from);
            case ToManager.Standing _,
                    ToManager.Changed _,
                    ToManager.Voted _,
                    ToManager.Alive _,
                    ToManager.Evidence _,
                    ToManager.JoinProgress _,
                    ToManager.Misbehave _,
                    ToManager.ForSpare _,
                    ToManager.Heartbeat _ -> {}
        }
    }

    private void changed(
            long now, long number, MembershipChange change, Consumer<? super Effect> effects) {
        if (membership == null) {
            return; // The sequencer tells the whole membership first.
        }
        if (change instanceof MembershipChange.Judged(var replica, var judgements)) {
            judgements.stream()
                    .filter(judgement -> judgement.verdict() == Verdict.SILENT)
                    .findFirst()
                    .ifPresent(judgement -> suspect(replica, judgement.number()));
        }
        switch (change) {
            case MembershipChange.ManagerGone(var manager, _) -> {
                ballots.settled(manager);
                watch.gone(manager);
            }
            case MembershipChange.ManagerBack(var manager) -> {
                ballots.settled(manager);
                watch.back(now, manager);
            }
            default -> {}
        }
        var after = membership.after(number, change);
        adopt(now, after, effects);
        if (change instanceof MembershipChange.Activated) {
            // What had to wait for the end of a join waits no longer (P37).
            propose(after, effects);
        }
    }

    private void adopt(long now, Membership told, Consumer<? super Effect> effects) {
        var before = membership;
        for (var slot : told.slots()) {
            var replica = slot.replica();
            if (before == null ? replica.incarnation() > 0 : !before.isCurrent(replica)) {
                effects.accept(
                        new Effect.Expect(
                                replica.node(), replica.incarnation(), slot.assignment().host()));
            }
        }
        membership = told;
        suspicions.keySet().removeIf(suspect -> !isWorthProbing(suspect));
        for (var slot : told.slots()) {
            // Nobody else may miss it before a request comes, and who has just started has seen no
            // link to it fall silent.
            if (slot.begun() && (before == null || hasLostItsHost(before, told, slot))) {
                suspect(slot.replica(), 0);
            }
        }
        joins.follow(now, told);
        own.follow(now, told, effects);
        tuition.follow(told, effects); // Once a spare that this calls for is called.
        vote(now, told, effects);
    }

    private static boolean hasLostItsHost(Membership before, Membership told, MemberSlot slot) {
        var host = slot.assignment().host();
        return !told.electorate().contains(host) && before.electorate().contains(host);
    }

    /// Takes a hint that `replica` does not reply at `number`, or at all if that is 0.
    private void suspect(ReplicaId replica, long number) {
        if (!isWorthProbing(replica)) {
            return;
        }
        var known = suspicions.putIfAbsent(replica, new Suspicion(replica, number));
        if (known != null && number > 0) {
            known.hint(number);
        }
    }

    private boolean isWorthProbing(ReplicaId replica) {
        return membership != null
                && membership.isCurrent(replica)
                && membership.slot(replica.slot()).active()
                && !membership.slot(replica.slot()).isCertainlyFaulty();
    }

    /// Whether `peer` is the incarnation that it speaks for, and that one fills its slot (rule
    /// P35).
    private boolean speaks(Peer peer, ReplicaId replica) {
        return peer.id().equals(replica.node())
                && peer.incarnation() == replica.incarnation()
                && membership != null
                && membership.isCurrent(replica);
    }

    private boolean isOwn(ReplicaId replica) {
        return membership != null
                && membership.slot(replica.slot()).assignment().host().equals(settings.self());
    }

    private void alive(ReplicaId replica, long nonce, long executed) {
        var suspicion = suspicions.get(replica);
        if (suspicion != null && suspicion.answered(nonce, executed)) {
            suspicions.remove(replica);
        }
    }

    /// A reply that was thought missing is a vote like any other: front ends are handed it. Any
    /// other one that it is not let show instead, or the same once more, would let a replica clear
    /// itself of a reply that it keeps back, and reach every front end as often as it likes.
    private void evidence(ReplicaId replica, Outcome outcome, Consumer<? super Effect> effects) {
        var suspicion = suspicions.get(replica);
        if (suspicion == null || !suspicion.isClearedBy(outcome.number())) {
            return;
        }
        suspicions.remove(replica);
        effects.accept(
                new Effect.Multicast(settings.frontEnds(), new ToFrontEnd.Reply(replica, outcome)));
    }

    private void tick(long now, Consumer<? super Effect> effects) {
        if (ticks % HEARTBEAT_TICKS == 0) {
            effects.accept(new Effect.Multicast(others, new ToManager.Heartbeat()));
        }
        var known = membership;
        if (known == null) {
            return;
        }
        own.follow(now, known, effects);
        if (!known.electorate().contains(settings.self())) {
            effects.accept(new Effect.Send(NodeId.SEQUENCER, new ToSequencer.Returned()));
        }
        if (ticks % PROBE_TICKS == 0) {
            suspicions.values().forEach(suspicion -> probe(now, suspicion, effects));
        }
        vote(now, known, effects);
        if (ticks % VOTE_TICKS == 0) {
            ballots(now, known).forEach(ballot -> cast(ballot, effects));
            ballots.forget(stampMillis, subject -> isOpen(known, subject));
            propose(known, effects);
        }
    }

    /// Proposes whatever a majority wants.
    private void propose(Membership known, Consumer<? super Effect> effects) {
        for (var votes : ballots.decided(known.electorate(), known.majority())) {
            effects.accept(new Effect.Send(NodeId.SEQUENCER, new ToSequencer.Proposal(votes)));
        }
    }

    private void probe(long now, Suspicion suspicion, Consumer<? super Effect> effects) {
        suspicion.nextRound();
        audience.tell(
                now, new ToFrontEnd.Probed(suspicion.suspect(), suspicion.round(), false), effects);
        effects.accept(
                new Effect.Send(
                        suspicion.suspect().node(),
                        new ToReplica.Probe(suspicion.round(), suspicion.evidence())));
    }

    /// Casts the votes that have not been cast yet: a slot waits for its successor meanwhile.
    private void vote(long now, Membership known, Consumer<? super Effect> effects) {
        for (var ballot : ballots(now, known)) {
            if (!ballots.voters(ballot).contains(settings.self())) {
                boolean unmet = ballot instanceof Ballot.Dismiss(var other) && !watch.hasMet(other);
                effects.accept(new Votes(ballot, unmet));
                var vote = cast(ballot, effects);
                audience.tell(now, new ToFrontEnd.Voted(vote), effects);
            }
        }
    }

    /// All that this manager wants done.
    private ImmutableList<Ballot> ballots(long now, Membership known) {
        var wanted = ImmutableList.<Ballot>builder();
        for (var slot : known.slots()) {
            var ballot = ballot(now, slot);
            if (ballot != null) {
                wanted.add(ballot);
            }
        }
        for (var manager : known.electorate()) {
            if (watch.isGone(now, manager)) {
                wanted.add(new Ballot.Dismiss(manager));
            }
        }
        return wanted.build();
    }

    /// What this manager wants done about a slot; null for nothing.
    private @Nullable Ballot ballot(long now, MemberSlot slot) {
        var replica = slot.replica();
        if (!slot.active()) {
            boolean failed =
                    slot.isCertainlyFaulty() || joins.isStuck(now, slot) || isStranded(slot);
            return failed ? new Ballot.FailJoin(replica) : null;
        }
        var cause = cause(slot);
        return cause == null ? null : new Ballot.Replace(replica, cause);
    }

    /// Whether `slot`'s process is still to be started by a manager that is gone.
    private boolean isStranded(MemberSlot slot) {
        return slot.isUnheard()
                && membership != null
                && !membership.electorate().contains(slot.assignment().host());
    }

    private @Nullable Cause cause(MemberSlot slot) {
        if (slot.conviction() != null) {
            return slot.conviction();
        }
        if (membership != null && membership.mendsEnd(slot, settings.group())) {
            return Cause.CRASHED;
        }
        if (settings.group().crashes() == 0) {
            return null; // Silence is an alarm there, and the front ends raise it.
        }
        var suspicion = suspicions.get(slot.replica());
        return suspicion == null ? null : suspicion.verdict();
    }

    private Vote cast(Ballot ballot, Consumer<? super Effect> effects) {
        var vote = new Vote(settings.self(), ballot, stampMillis);
        count(vote, effects);
        effects.accept(new Effect.Multicast(others, new ToManager.Voted(vote)));
        return vote;
    }

    /// Takes in a vote. Whoever counts the one that makes a majority proposes at once what it
    /// decides; later ones add nothing, and what was refused is proposed again with the next round.
    private void count(Vote vote, Consumer<? super Effect> effects) {
        boolean isFirst = !ballots.voters(vote.ballot()).contains(vote.voter());
        ballots.take(vote);
        var known = membership;
        if (known == null || !isFirst) {
            return;
        }
        var votes = ballots.on(vote.ballot(), known.electorate());
        if (votes.size() == known.majority()) {
            effects.accept(new Effect.Send(NodeId.SEQUENCER, new ToSequencer.Proposal(votes)));
        }
    }

    private static boolean isOpen(Membership known, Object subject) {
        return switch (subject) {
            case ReplicaId replica -> known.isCurrent(replica);
            case NodeId manager -> known.electorate().contains(manager);
            default -> false;
        };
    }
}
