package marquee.manager;

import com.google.common.collect.ImmutableList;
import java.util.function.Consumer;
import marquee.manager.ManagerEffect.Votes;
import marquee.protocol.Effect;
import marquee.protocol.Event;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.Role;
import marquee.protocol.replication.Ballot;
import marquee.protocol.replication.Ballot.Vote;
import marquee.protocol.replication.Judgement.Verdict;
import marquee.protocol.replication.MemberSlot;
import marquee.protocol.replication.Membership;
import marquee.protocol.replication.MembershipChange;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd;
import marquee.protocol.replication.ReplicationMessage.ToManager;
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
    private final Suspicions suspicions;
    private final ManagerWatch watch = new ManagerWatch();
    private final Opinion opinion;
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
        this.suspicions = new Suspicions(settings.frontEnds(), audience);
        this.opinion = new Opinion(settings.group(), suspicions, joins, watch);
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
                    suspicions.suspect(new ReplicaId(peer.id().index(), peer.incarnation()), 0);
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
            case ToManager.Alive answer when speaks(peer, answer.from()) ->
                    suspicions.alive(now, answer, effects);
            case ToManager.Evidence(var replica, var outcome) when speaks(peer, replica) ->
                    suspicions.evidence(replica, outcome, effects);
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
                    .ifPresent(judgement -> suspicions.suspect(replica, judgement.number()));
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
        suspicions.follow(told);
        for (var slot : told.slots()) {
            // Nobody else may miss it before a request comes, and who has just started has seen no
            // link to it fall silent.
            if (slot.begun() && (before == null || hasLostItsHost(before, told, slot))) {
                suspicions.suspect(slot.replica(), 0);
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
            suspicions.probe(now, effects);
        }
        vote(now, known, effects);
        if (ticks % VOTE_TICKS == 0) {
            opinion.ballots(now, known).forEach(ballot -> cast(ballot, effects));
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

    /// Casts the votes that have not been cast yet: a slot waits for its successor meanwhile.
    private void vote(long now, Membership known, Consumer<? super Effect> effects) {
        for (var ballot : opinion.ballots(now, known)) {
            if (!ballots.voters(ballot).contains(settings.self())) {
                boolean unmet = ballot instanceof Ballot.Dismiss(var other) && !watch.hasMet(other);
                effects.accept(new Votes(ballot, unmet));
                var vote = cast(ballot, effects);
                audience.tell(now, new ToFrontEnd.Voted(vote), effects);
            }
        }
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
