package marquee.replicas.host;

import com.google.common.collect.ImmutableList;
import java.util.Objects;
import marquee.protocol.wire.Bytes;

/// What tests do with exports.
final class Exports {
    private Exports() {}

    /// Begins one, where not too many run.
    static StateExport begun(ReplicatedState state) {
        return Objects.requireNonNull(state.export(Seal.ARCHIVE));
    }

    /// All chunks of `state`, at once.
    static ImmutableList<Bytes> chunks(ReplicatedState state) {
        return begun(state).rest();
    }

    /// All chunks of `state` for a replica that joins.
    static ImmutableList<Bytes> forJoiner(ReplicatedState state) {
        return Objects.requireNonNull(state.export(Seal.TRANSFER)).rest();
    }

    /// The limits of who takes in no more than `stateMax`.
    static StateLimits limits(KeyLimits keys, long stateMax) {
        return new StateLimits(7, ExportLimits.DEFAULT, keys, stateMax);
    }

    /// A snapshot of whatever is said to be in it.
    static ImmutableList<Bytes> written(Snapshot.Head head, KeptReply... replies) {
        var writer = new SnapshotWriter(Seal.ARCHIVE);
        var first = writer.head(head);
        for (var reply : replies) {
            writer.reply(reply);
        }
        return ImmutableList.of(first, writer.chunk(Snapshot.LAST));
    }
}
