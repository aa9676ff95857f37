package marquee.replicas.host.transfer;

import static com.google.common.base.Preconditions.checkState;

import com.google.common.collect.ImmutableList;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import marquee.protocol.Effect;
import marquee.protocol.Expiry;
import marquee.protocol.NodeId;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.ReplicationMessage.ToManager.JoinProgress;
import marquee.protocol.replication.ReplicationMessage.ToReplica.Archived;
import marquee.protocol.replication.ReplicationMessage.ToReplica.ArchivedChunk;
import marquee.protocol.replication.ReplicationMessage.ToReplica.Chunk;
import marquee.protocol.replication.ReplicationMessage.ToReplica.NoChunk;
import marquee.protocol.replication.ReplicationMessage.ToReplica.StateAt;
import marquee.protocol.replication.ReplicationMessage.ToReplica.Subscribed;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.Ready;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.SubscribeFromStart;
import marquee.replicas.host.state.ReplicatedState;
import marquee.replicas.host.state.Seal;
import org.jspecify.annotations.Nullable;

/// How a later incarnation comes to the state of the group: it fetches the state at the mark that
/// the sequencer names, executes what follows, and says that it is ready until the order activates
/// it (docs/protocol.md, rules P38 to P41). Where no state can be had it executes the order from
/// its beginning, or from where the sequencer's own snapshot is, since nothing before that is kept.
/// So does one that votes and has missed more than is kept.
///
/// Used by the thread of its role. `now` is the role's time, in nanoseconds; `effects` are asked
/// for by the role.
public final class Joining {
    /// How often a join is looked after.
    static final long TICK_NANOS = 100_000_000;

    /// So long enough slots have time to tell the same digest, and one of them to send its state.
    static final long AGREEMENT_NANOS = 2_000_000_000;

    /// How often readiness is said again, in ticks.
    static final int READY_TICKS = 5;

    private static final int NEVER = -READY_TICKS;

    private final Settings settings;
    private final ReplicatedState state;
    private final LongSupplier head;
    private final TreeMap<Integer, StateAt> newest = new TreeMap<>();
    private @Nullable StateFetch fetch;
    private @Nullable ArchiveFetch archive;
    private long fetchingSince;
    private boolean active;
    private boolean ticking;
    private int ticks;
    private int readyAt = NEVER;

    /// Makes the join of one that has `state`.
    ///
    /// @param state what the group's is put in the place of
    /// @param head the newest entry there is, as far as is known; 0 for none
    public Joining(Settings settings, ReplicatedState state, LongSupplier head) {
        this.settings = settings;
        this.state = state;
        this.head = head;
        this.active = settings.self().incarnation() == 0;
    }

    /// Who joins.
    ///
    /// @param self its slot, and which of its lives it is; the first one, 0, votes already
    /// @param quorum how many slots must tell the same digest for a state to be believed
    /// @param managers who is told how the join goes
    public record Settings(ReplicaId self, int quorum, ImmutableList<NodeId> managers) {}

    /// The timer of a join; when it runs out [#tick] is to be called.
    public record Tick() implements Expiry {}

    /// The newest entry that will not be executed by this replica, because it gets the state after
    /// it; what it has executed, if that is newer.
    public long base() {
        long from = fetch != null ? fetch.number() : archive != null ? archive.number() : 0;
        return Math.max(from, state.executed());
    }

    /// Whether entries wait for the state.
    public boolean isWaiting() {
        return fetch != null || archive != null;
    }

    /// The subscription stands, and what follows the entry that it names is on its way.
    ///
    /// @return whether that is another stretch of the order than before
    public boolean subscribed(long now, Subscribed told, Consumer<? super Effect> effects) {
        long from = told.from();
        boolean archived = archive != null && archive.number() == from;
        if (archived || (active && from <= state.executed())) {
            return false;
        }
        long before = base();
        archive = null;
        var known = fetch;
        if (from > state.executed() && (known == null || known.number() != from)) {
            var fetching =
                    new StateFetch(
                            settings.self(),
                            settings.quorum(),
                            told.membership().slots().size(),
                            from,
                            () -> state.intake(Seal.TRANSFER));
            fetch = fetching;
            fetchingSince = now;
            newest.values().forEach(at -> fetching.told(now, at, effects));
        } else if (from <= state.executed()) {
            fetch = null; // Everything is on its way, or nothing is missing.
        }
        startTicking(effects);
        return base() != before;
    }

    private void startTicking(Consumer<? super Effect> effects) {
        if (!ticking) {
            ticking = true;
            effects.accept(new Effect.StartTimer(new Tick(), TICK_NANOS));
        }
    }

    /// The sequencer keeps nothing of the order before a snapshot that it has.
    ///
    /// @return whether what follows it is another stretch of the order than before
    public boolean archived(long now, Archived told, Consumer<? super Effect> effects) {
        boolean known = archive != null && archive.number() == told.number();
        if (known || told.number() <= state.executed() || told.chunks() == 0) {
            return false;
        }
        long before = base();
        fetch = null;
        archive = new ArchiveFetch(settings.self(), told);
        archive.ask(now, effects);
        startTicking(effects);
        return base() != before;
    }

    /// The sequencer sends a chunk of its snapshot.
    ///
    /// @return whether the state is there now
    /// @throws IllegalStateException if the snapshot is no state to start from, or has come damaged
    ///   too often: the process ends then, and its join with it
    public boolean received(long now, ArchivedChunk sent, Consumer<? super Effect> effects) {
        var fetching = archive;
        var chunks = fetching == null ? null : fetching.received(now, sent, effects);
        if (fetching == null || chunks == null) {
            return false;
        }
        boolean restored = state.restore(chunks) && state.executed() == fetching.number();
        checkState(restored, "the snapshot at %s is no state to start from", fetching.number());
        archive = null;
        if (!active) {
            tellProgress(effects);
        }
        return true;
    }

    /// The order says that this replica votes.
    public void activated() {
        active = true;
    }

    /// A slot tells that its state can be had, perhaps before the sequencer has said at which mark.
    public void told(long now, StateAt at, Consumer<? super Effect> effects) {
        newest.put(at.from().slot(), at);
        if (fetch != null) {
            fetch.told(now, at, effects);
        }
    }

    /// A donor has nothing more.
    public void refused(long now, NoChunk told, Consumer<? super Effect> effects) {
        if (fetch != null) {
            fetch.refused(now, told, effects);
        }
    }

    /// A donor sends a chunk.
    ///
    /// @return whether the state is there now
    public boolean received(long now, Chunk sent, Consumer<? super Effect> effects) {
        var fetching = fetch;
        var intake = fetching == null ? null : fetching.received(now, sent, effects);
        if (fetching == null || intake == null) {
            return false;
        }
        if (!state.restore(intake)) {
            fetching.distrust(now, effects);
            return false;
        }
        fetch = null;
        tellProgress(effects);
        return true;
    }

    /// Time passes.
    ///
    /// @return whether another stretch of the order than before is wanted now
    public boolean tick(long now, Consumer<? super Effect> effects) {
        ticking = !active || isWaiting();
        if (!ticking) {
            return false;
        }
        effects.accept(new Effect.StartTimer(new Tick(), TICK_NANOS));
        ticks++;
        if (!active) {
            tellProgress(effects);
        }
        if (archive != null) {
            archive.expired(now, effects);
            return false;
        }
        var fetching = fetch;
        if (fetching != null) {
            fetching.expired(now, effects);
            return !fetching.hasDonor() && giveUp(now, effects);
        }
        tellIfReady(effects);
        return false;
    }

    private boolean giveUp(long now, Consumer<? super Effect> effects) {
        if (now - fetchingSince < AGREEMENT_NANOS) {
            return false;
        }
        fetch = null;
        effects.accept(new Effect.Send(NodeId.SEQUENCER, new SubscribeFromStart(settings.self())));
        return true;
    }

    /// Says that this replica has all that there is: at once when that is so, and again from time
    /// to time until the order activates it.
    public void tellIfReady(Consumer<? super Effect> effects) {
        boolean complete = state.executed() >= head.getAsLong() && head.getAsLong() > 0;
        if (active || isWaiting() || !complete || ticks - readyAt < READY_TICKS) {
            return;
        }
        readyAt = ticks;
        effects.accept(
                new Effect.Send(NodeId.SEQUENCER, new Ready(settings.self(), state.executed())));
    }

    private int chunks() {
        var fetching = fetch;
        var archived = archive;
        return fetching != null ? fetching.count() : archived != null ? archived.count() : 0;
    }

    private void tellProgress(Consumer<? super Effect> effects) {
        effects.accept(
                new Effect.Multicast(
                        settings.managers(),
                        new JoinProgress(settings.self(), state.executed(), chunks())));
    }
}
