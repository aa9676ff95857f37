package marquee.replicas.host;

import static com.google.common.base.Preconditions.checkState;

import com.google.common.collect.ImmutableList;
import java.util.function.Consumer;
import marquee.applications.StateMachine;
import marquee.protocol.Effect;
import marquee.protocol.Event;
import marquee.protocol.Expiry;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.Role;
import marquee.protocol.replication.Assignment;
import marquee.protocol.replication.Digest;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.Group;
import marquee.protocol.replication.MembershipChange;
import marquee.protocol.replication.MembershipChange.Activated;
import marquee.protocol.replication.MembershipChange.JoinFailed;
import marquee.protocol.replication.MembershipChange.Replaced;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.ReplicationMessage.ToManager.Alive;
import marquee.protocol.replication.ReplicationMessage.ToReplica;
import marquee.protocol.replication.ReplicationMessage.ToReplica.Archived;
import marquee.protocol.replication.ReplicationMessage.ToReplica.ArchivedChunk;
import marquee.protocol.replication.ReplicationMessage.ToReplica.Chunk;
import marquee.protocol.replication.ReplicationMessage.ToReplica.Head;
import marquee.protocol.replication.ReplicationMessage.ToReplica.Misbehave;
import marquee.protocol.replication.ReplicationMessage.ToReplica.NoChunk;
import marquee.protocol.replication.ReplicationMessage.ToReplica.Ordered;
import marquee.protocol.replication.ReplicationMessage.ToReplica.Probe;
import marquee.protocol.replication.ReplicationMessage.ToReplica.ReplyAgain;
import marquee.protocol.replication.ReplicationMessage.ToReplica.StateAt;
import marquee.protocol.replication.ReplicationMessage.ToReplica.Subscribed;
import marquee.protocol.replication.ReplicationMessage.ToReplica.WantChunk;
import marquee.protocol.replication.ReplicationMessage.ToReplica.WantSnapshot;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.MarkDigest;
import marquee.protocol.replication.SlotReport.Biography;
import marquee.replicas.host.state.ReplicatedState;
import marquee.replicas.host.transfer.Archiving;
import marquee.replicas.host.transfer.Donations;
import marquee.replicas.host.transfer.Joining;

/// Executes all entries of the sequencer's order on one application, exactly in their order, each
/// once, and replies to the front ends (active replication; Schneider 1990).
///
/// The next entry to execute is always the one after the newest executed; later ones wait in the
/// hold-back queue, earlier ones are dropped and their replies sent once more (docs/protocol.md,
/// rule P14).
///
/// It stops at the first exception of its application and stays stopped: half an operation is no
/// state to go on from (rule P49).
@SuppressWarnings("EnumOrdinal") // Counters lie in an array, in whatever order.
public final class Replica implements Role<ToReplica, ReplicaEvent> {
    private final Settings settings;
    private final ReplicaLimits limits;
    private final ExecutionObserver observer;
    private final ReplicatedState state;
    private final HoldBackQueue holdBack;
    private final Executions executions;
    private final Subscription subscription;
    private final Joining joining;
    private final Donations donations;
    private final Archiving archiving;
    private final Replies replies;
    private final long[] counts = new long[ReplicaCount.values().length];
    private boolean stopped;

    /// Makes a replica that has executed nothing yet.
    ///
    /// @param application in its empty start state; the replica's own from now on
    /// @param observer [ExecutionObserver#NONE] where nobody looks on
    public Replica(Settings settings, StateMachine application, ExecutionObserver observer) {
        this(settings, new ReplicatedState(application, settings.limits().state()), observer);
    }

    /// Makes a replica that goes on from `state`, what a spare has learned, or the state before the
    /// first entry.
    ///
    /// @param state the replica's own from now on
    /// @param observer [ExecutionObserver#NONE] where nobody looks on
    public Replica(Settings settings, ReplicatedState state, ExecutionObserver observer) {
        this.settings = settings;
        this.limits = settings.limits();
        this.observer = observer;
        this.state = state;
        this.holdBack = new HoldBackQueue(limits.holdBack());
        this.executions = new Executions(limits.outcomesKept());
        this.subscription = new Subscription(settings, this::executed);
        this.replies =
                new Replies(
                        settings.self(),
                        limits,
                        new Replies.Sources(executions, state, subscription),
                        this::tally);
        this.joining =
                new Joining(
                        new Joining.Settings(
                                settings.self(), settings.quorum(), settings.managers()),
                        state,
                        subscription::head);
        this.donations = new Donations(settings.self(), limits.state().exports().running());
        this.archiving =
                new Archiving(
                        settings.self(),
                        limits.state().stateMax(),
                        (number, effects) -> alarm(ReplicaCount.LARGE_STATES, number, effects));
    }

    /// Who a replica is.
    ///
    /// @param biography what it tells the sequencer of itself
    /// @param quorum how many slots must tell the same digest for a state to be believed
    /// @param managers who is told how a join goes
    public record Settings(
            ReplicaId self,
            Biography biography,
            ReplicaLimits limits,
            int quorum,
            ImmutableList<NodeId> managers) {
        /// The settings of a replica in a group of four without managers.
        public Settings(ReplicaId self, Biography biography, ReplicaLimits limits) {
            this(self, biography, limits, Group.BOTH.quorum(), ImmutableList.of());
        }
    }

    @Override
    public void on(
            long now, Event<ToReplica, ReplicaEvent> event, Consumer<? super Effect> effects) {
        checkState(!stopped, "%s has stopped at %s", settings.self(), state.executed());
        stopped = true;
        switch (event) {
            case Event.Started<ToReplica, ReplicaEvent>() -> {}
            case Event.Connected<ToReplica, ReplicaEvent>(var peer) -> {
                if (peer.id().equals(NodeId.SEQUENCER)) {
                    subscription.connected(effects);
                }
                donations.connected(peer.id(), peer.incarnation(), effects);
            }
            case Event.Disconnected<ToReplica, ReplicaEvent>(var peer) -> {
                if (peer.id().equals(NodeId.SEQUENCER)) {
                    subscription.disconnected();
                }
            }
            case Event.Received<ToReplica, ReplicaEvent>(var from, var message) ->
                    onReceived(now, from, message, effects);
            case Event.Expired<ToReplica, ReplicaEvent>(var expiry) -> {
                onExpired(now, expiry, effects);
            }
            case Event.Submitted<ToReplica, ReplicaEvent>(var impossible) ->
                    throw new IllegalArgumentException("no such event: " + impossible);
        }
        stopped = false;
    }

    /// The newest entry executed.
    public long executed() {
        return state.executed();
    }

    /// The digest of the state, application and reply table alike.
    public Digest digest() {
        return state.digest();
    }

    /// How often `what` has happened.
    public long count(ReplicaCount what) {
        return switch (what) {
            case REPEATED_REQUESTS -> state.repeats();
            case DIGEST_CORRECTIONS -> state.corrections();
            default -> counts[what.ordinal()];
        };
    }

    private void onExpired(long now, Expiry expiry, Consumer<? super Effect> effects) {
        switch (expiry) {
            case Subscription.Timer _ -> {
                if (subscription.expired(joining.isWaiting(), effects)) {
                    tally(ReplicaCount.SUBSCRIPTIONS_REPEATED);
                }
            }
            case Joining.Tick _ -> {
                if (joining.tick(now, effects)) {
                    holdBack.clear();
                }
            }
            case Donations.Step _ -> donations.step(effects);
            case Archiving.Step _ -> archiving.step(effects);
            default -> throw new IllegalArgumentException("no timer of mine: " + expiry);
        }
    }

    private void onReceived(
            long now, Peer from, ToReplica message, Consumer<? super Effect> effects) {
        if (!Origin.isFit(from, message)) {
            tally(ReplicaCount.STRANGE_MESSAGES);
            return;
        }
        switch (message) {
            case Ordered(var entry) -> onOrdered(entry, effects);
            case Subscribed told -> {
                for (var slot : told.membership().slots()) {
                    expect(slot.replica(), slot.assignment(), effects);
                }
                if (joining.subscribed(now, told, effects)) {
                    holdBack.clear();
                }
                subscription.subscribed(told.head(), effects);
                joining.tellIfReady(effects);
            }
            case Head(var head) -> subscription.head(head, effects);
            case Misbehave(var order) -> {
                subscription.misbehaves(order);
                effects.accept(new ReplicaEffect.Misbehave(order));
            }
            case ReplyAgain question -> replies.asked(from.id(), question, effects);
            case Probe(long nonce, long evidence) -> onProbe(from.id(), nonce, evidence, effects);
            case StateAt at -> joining.told(now, at, effects);
            case WantChunk wanted -> donations.wanted(wanted, effects);
            case NoChunk told -> joining.refused(now, told, effects);
            case Chunk chunk -> goOn(joining.received(now, chunk, effects), effects);
            case WantSnapshot wanted -> archiving.wanted(wanted, effects);
            case Archived told -> {
                if (joining.archived(now, told, effects)) {
                    holdBack.clear();
                }
            }
            case ArchivedChunk chunk -> goOn(joining.received(now, chunk, effects), effects);
        }
    }

    /// If the state is there, what was held back for it can be executed.
    private void goOn(boolean restored, Consumer<? super Effect> effects) {
        if (restored) {
            replies.restored(state.executed(), effects);
            deliver(effects);
            subscription.ordered(state.executed(), effects);
            joining.tellIfReady(effects);
        }
    }

    /// The answer comes out of the execution loop, as this is; a reply that was thought missing is
    /// sent with it.
    private void onProbe(
            NodeId manager, long nonce, long evidence, Consumer<? super Effect> effects) {
        var alive = new Alive(settings.self(), nonce, state.executed());
        effects.accept(new Effect.Send(manager, alive));
        if (evidence > 0) {
            replies.showEvidence(manager, evidence, effects);
        }
    }

    private void onOrdered(Entry entry, Consumer<? super Effect> effects) {
        long ahead = entry.number() - joining.base();
        if (ahead <= 0) {
            onOlder(entry, effects);
        } else if (ahead > limits.holdBack()) {
            tally(ReplicaCount.DISTANT_ENTRIES);
        } else {
            var held = holdBack.offer(entry);
            if (held == null) {
                deliver(effects);
            } else {
                tallyAgain(held.equals(entry), entry.number(), effects);
            }
        }
        subscription.ordered(entry.number(), effects);
        joining.tellIfReady(effects);
    }

    private void deliver(Consumer<? super Effect> effects) {
        if (joining.isWaiting()) {
            return;
        }
        var next = holdBack.poll(state.executed() + 1);
        while (next != null) {
            switch (next.content()) {
                case Entry.Request request -> execute(next, request, effects);
                case Entry.Mark mark -> mark(next, mark, effects);
                case MembershipChange change -> follow(next, change, effects);
            }
            replies.reached(next.number(), effects);
            next = holdBack.poll(state.executed() + 1);
        }
    }

    private void execute(Entry entry, Entry.Request request, Consumer<? super Effect> effects) {
        var operation = state.operation(request.operation());
        var outcome = state.execute(entry, request, operation);
        executions.keep(entry, operation, outcome);
        observer.executed(entry, outcome);
        replies.executed(entry, request, outcome, effects);
    }

    /// What the order says of the group is nothing to the state: it tells who is who.
    private void follow(Entry entry, MembershipChange change, Consumer<? super Effect> effects) {
        state.pass(entry);
        executions.keep(entry, Digest.ZERO, null);
        observer.passed(entry);
        switch (change) {
            case Replaced(var replica, _, var next, _) ->
                    expect(replica.successor(), next, effects);
            case JoinFailed(var replica, var next, _) -> {
                donations.settled(replica);
                expect(replica.successor(), next, effects);
            }
            case Activated(var replica) -> {
                donations.settled(replica);
                if (replica.equals(settings.self())) {
                    subscription.activated(entry.number());
                    joining.activated();
                }
            }
            default -> {}
        }
    }

    private void expect(
            ReplicaId replica, Assignment assignment, Consumer<? super Effect> effects) {
        if (replica.slot() != settings.self().slot() && replica.incarnation() > 0) {
            effects.accept(
                    new Effect.Expect(replica.node(), replica.incarnation(), assignment.host()));
        }
    }

    private void mark(Entry entry, Entry.Mark mark, Consumer<? super Effect> effects) {
        long corrections = state.corrections();
        var digest = state.mark(entry);
        if (state.corrections() > corrections) {
            effects.accept(
                    new ReplicaEffect.Alarm(ReplicaCount.DIGEST_CORRECTIONS, entry.number()));
        }
        executions.keep(entry, Digest.ZERO, null);
        observer.marked(entry, digest);
        var report = new MarkDigest(settings.self(), entry.number(), digest);
        effects.accept(new Effect.Send(NodeId.SEQUENCER, report));
        if (mark.joiner() != null) {
            donations.keep(mark.joiner(), entry.number(), state, effects);
        }
        if (mark.snapshot()) {
            archiving.keep(entry.number(), state);
        }
    }

    private void onOlder(Entry entry, Consumer<? super Effect> effects) {
        var request = entry.content() instanceof Entry.Request found ? found : null;
        var operation = request == null ? Digest.ZERO : state.operation(request.operation());
        var kept = executions.find(entry.number());
        boolean same = kept == null || kept.isOf(entry, operation);
        tallyAgain(same, entry.number(), effects);
        if (same && request != null) {
            replies.again(entry, request, effects);
        }
    }

    private void tallyAgain(boolean same, long number, Consumer<? super Effect> effects) {
        if (same) {
            tally(ReplicaCount.DUPLICATE_ENTRIES);
        } else {
            alarm(ReplicaCount.CONFLICTING_ENTRIES, number, effects);
        }
    }

    private void alarm(ReplicaCount what, long number, Consumer<? super Effect> effects) {
        tally(what);
        effects.accept(new ReplicaEffect.Alarm(what, number));
    }

    private void tally(ReplicaCount what) {
        counts[what.ordinal()]++;
    }
}
