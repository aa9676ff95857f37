package marquee.replicas.host.transfer;

import com.google.common.collect.ImmutableList;
import java.util.function.Consumer;
import marquee.protocol.Effect;
import marquee.protocol.NodeId;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.ReplicationMessage.ToReplica.Archived;
import marquee.protocol.replication.ReplicationMessage.ToReplica.ArchivedChunk;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.WantArchived;
import marquee.protocol.wire.Bytes;
import org.jspecify.annotations.Nullable;

/// How a replica gets the sequencer's snapshot of the state, which is all that is left of the
/// entries before it (docs/protocol.md, rule P38).
final class ArchiveFetch {
    /// How many chunks are asked for ahead, each by itself.
    private static final int AHEAD = 4;

    private final ReplicaId self;
    private final ArchiveIntake intake;
    private long heardAt;

    ArchiveFetch(ReplicaId self, Archived archived) {
        this.self = self;
        this.intake = new ArchiveIntake(archived.number(), archived.chunks(), archived.sum());
    }

    /// The entry after which the state is.
    long number() {
        return intake.number();
    }

    /// How many chunks are here.
    int count() {
        return intake.count();
    }

    /// Asks for the next few chunks.
    void ask(long now, Consumer<? super Effect> effects) {
        heardAt = now;
        for (int ahead = 0; ahead < AHEAD; ahead++) {
            ask(count() + ahead, effects);
        }
    }

    /// The sequencer sends a chunk.
    ///
    /// @return all chunks, once the last one is there
    /// @throws IllegalStateException if one was damaged, or all came to another sum,
    ///   [ArchiveIntake#ATTEMPTS_MAX] times: the process ends then, and its join with it
    @Nullable ImmutableList<Bytes> received(
            long now, ArchivedChunk sent, Consumer<? super Effect> effects) {
        if (!intake.take(sent.number(), sent.place(), sent.chunk())) {
            return null;
        }
        heardAt = now;
        if (!intake.isComplete()) {
            ask(count() + AHEAD - 1, effects);
            return null;
        }
        if (intake.isRight()) {
            return intake.chunks();
        }
        intake.restart(); // Not what the slots have vouched for: from the beginning.
        return null;
    }

    /// Time passes: what does not come is asked for again.
    void expired(long now, Consumer<? super Effect> effects) {
        if (now - heardAt >= StateFetch.PATIENCE_NANOS) {
            ask(now, effects);
        }
    }

    private void ask(int place, Consumer<? super Effect> effects) {
        if (place < intake.expected()) {
            effects.accept(
                    new Effect.Send(NodeId.SEQUENCER, new WantArchived(self, number(), place)));
        }
    }
}
