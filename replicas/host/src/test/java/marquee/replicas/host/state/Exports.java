package marquee.replicas.host.state;

import com.google.common.collect.ImmutableList;
import java.util.Objects;
import java.util.function.Supplier;
import marquee.protocol.replication.Stamp;
import marquee.protocol.wire.Bytes;

/// What tests do with exports.
public final class Exports {
    private Exports() {}

    /// Begins one, where not too many run.
    static StateExport begun(ReplicatedState state) {
        return Objects.requireNonNull(state.export(Seal.ARCHIVE));
    }

    /// All chunks of `state`, at once.
    public static ImmutableList<Bytes> chunks(ReplicatedState state) {
        return begun(state).rest();
    }

    /// All chunks of `state` for a replica that joins.
    public static ImmutableList<Bytes> forJoiner(ReplicatedState state) {
        return Objects.requireNonNull(state.export(Seal.TRANSFER)).rest();
    }

    /// The limits of who takes in no more than `stateMax`.
    public static StateLimits limits(KeyLimits keys, long stateMax) {
        return new StateLimits(7, ExportLimits.DEFAULT, keys, stateMax);
    }

    /// The chunks of a state that is the empty `state` still after the entry `number`.
    public static ImmutableList<Bytes> unchanged(ReplicatedState state, long number) {
        return written(new Snapshot.Head(number, new Stamp(1, 1), state.digest()));
    }

    /// Chunks for a replica that joins, one after another without end, of which the first says that
    /// they are `state`.
    public static Supplier<Bytes> endless(ReplicatedState state) {
        var writer = new SnapshotWriter(Seal.TRANSFER);
        var head = new Snapshot.Head(state.executed(), state.stamp(), state.digest());
        var first = ImmutableList.of(writer.head(head)).iterator();
        return () -> first.hasNext() ? first.next() : writer.chunk(Snapshot.FURTHER);
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
