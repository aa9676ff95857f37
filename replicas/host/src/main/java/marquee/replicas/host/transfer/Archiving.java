package marquee.replicas.host.transfer;

import java.util.function.Consumer;
import marquee.protocol.Effect;
import marquee.protocol.Expiry;
import marquee.protocol.NodeId;
import marquee.protocol.replication.ChunkSum;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.ReplicationMessage.ToReplica.WantSnapshot;
import marquee.protocol.replication.ReplicationMessage.ToSequencer;
import marquee.replicas.host.state.ReplicatedState;
import marquee.replicas.host.state.Seal;
import marquee.replicas.host.state.StateExport;
import org.jspecify.annotations.Nullable;

/// The state that this replica keeps for the sequencer's snapshot: that of the newest mark which
/// was ordered for one. Every slot adds up its chunks, and one of them sends them too
/// (docs/protocol.md, rules P20 and P39). A chunk is made in one step of the loop.
///
/// Used by the thread of its role, which asks for the `effects`.
public final class Archiving {
    private static final int NOT_ASKED = -1;

    private final ReplicaId self;
    private final long largeBytes;
    private final Warning warning;
    private long number;
    private @Nullable StateExport export;
    private ChunkSum sum = new ChunkSum();
    private int wanted = NOT_ASKED;
    private boolean stepping;
    private boolean warned;

    /// Makes a place for one state, of the replica `self`.
    ///
    /// @param stateMax what a state may weigh, in bytes
    /// @param warning told of one that weighs more than half of it
    public Archiving(ReplicaId self, long stateMax, Warning warning) {
        this.self = self;
        this.largeBytes = stateMax / 2;
        this.warning = warning;
    }

    /// Told of the first state that weighs more than half of what it may, and of no other one.
    public interface Warning {
        /// The state at the mark `number` is the first large one.
        void isLarge(long number, Consumer<? super Effect> effects);
    }

    /// The timer of the next step; when it runs out [#step] is to be called.
    public record Step() implements Expiry {}

    /// Keeps the state at the mark `at`, and none of an earlier one.
    ///
    /// @param state which has executed that mark, and nothing after it
    public void keep(long at, ReplicatedState state) {
        if (export != null) {
            export.close();
        }
        number = at;
        export = state.export(Seal.ARCHIVE);
        sum = new ChunkSum();
        wanted = NOT_ASKED;
    }

    /// The sequencer wants the sum, and perhaps chunks.
    public void wanted(WantSnapshot asked, Consumer<? super Effect> effects) {
        if (asked.number() != number || (export == null && sum.chunks() == 0)) {
            send(new ToSequencer.NoSnapshot(self, asked.number()), effects);
            return;
        }
        wanted = Math.max(wanted, asked.place());
        go(effects);
    }

    /// Makes one chunk, if one may be made now.
    public void step(Consumer<? super Effect> effects) {
        stepping = false;
        var running = export;
        if (running == null || isAhead()) {
            return;
        }
        var chunk = running.next();
        if (chunk != null) {
            if (wanted > 0) {
                send(new ToSequencer.SnapshotChunk(self, number, sum.chunks(), chunk), effects);
            }
            sum.add(chunk);
        }
        if (running.weight() > largeBytes) {
            warn(effects);
        }
        switch (running.status()) {
            case RUNNING -> go(effects);
            case COMPLETE -> {
                export = null;
                int chunks = sum.chunks();
                send(new ToSequencer.SnapshotSum(self, number, chunks, sum.sum()), effects);
            }
            case OVERRUN, TOO_LARGE, CLOSED -> {
                export = null;
                send(new ToSequencer.NoSnapshot(self, number), effects);
            }
        }
    }

    /// Whether all chunks that may be made were: none before the sequencer has asked, as it may
    /// want any of them, then those that it wants, or all if it wants only what they add up to.
    private boolean isAhead() {
        return wanted == NOT_ASKED || (wanted > 0 && sum.chunks() >= wanted);
    }

    /// States grow, and from one that weighs twice as much nobody could start. Once is enough.
    private void warn(Consumer<? super Effect> effects) {
        if (!warned) {
            warned = true;
            warning.isLarge(number, effects);
        }
    }

    private void go(Consumer<? super Effect> effects) {
        if (!stepping && export != null && !isAhead()) {
            stepping = true;
            effects.accept(new Effect.StartTimer(new Step(), 0));
        }
    }

    private static void send(ToSequencer message, Consumer<? super Effect> effects) {
        effects.accept(new Effect.Send(NodeId.SEQUENCER, message));
    }
}
