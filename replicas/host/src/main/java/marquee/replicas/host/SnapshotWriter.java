package marquee.replicas.host;

import com.google.common.collect.ImmutableList;
import com.google.common.hash.Hashing;
import marquee.protocol.wire.Bytes;
import marquee.protocol.wire.WireWriter;

/// Writes the chunks of a [Snapshot].
final class SnapshotWriter {
    private final ImmutableList.Builder<Bytes> chunks = ImmutableList.builder();
    private final WireWriter body = new WireWriter(Snapshot.CHUNK_BYTES_MAX);
    private final WireWriter part = new WireWriter(RecordHash.RECORD_MAX);
    private int place;

    SnapshotWriter(Snapshot.Head head) {
        body.varint(head.number()).varint(head.stamp().millis());
        body.varint(head.stamp().businessDay());
        body.i64(head.digest().high()).i64(head.digest().low());
        close(Snapshot.FURTHER);
    }

    /// Appends one record of the application.
    ///
    /// @return true, for whoever scans
    boolean application(Bytes key, Bytes value) {
        body.u8(RecordHash.APPLICATION).bytes(key).bytes(value);
        return closeIfFull();
    }

    /// Appends one record of the reply table.
    void reply(KeptReply reply) {
        reply.writeKey(part.clear());
        body.u8(RecordHash.REPLY).varint(part.length()).raw(part.buffer(), 0, part.length());
        reply.writeValue(part.clear());
        body.varint(part.length()).raw(part.buffer(), 0, part.length());
        closeIfFull();
    }

    /// The chunks, once everything is written.
    ImmutableList<Bytes> finish() {
        close(Snapshot.LAST);
        return chunks.build();
    }

    private boolean closeIfFull() {
        if (body.length() >= Snapshot.CHUNK_BYTES) {
            close(Snapshot.FURTHER);
        }
        return true;
    }

    private void close(int kind) {
        var chunk = new WireWriter(body.length() + Snapshot.CHUNK_OVERHEAD);
        chunk.u8(Snapshot.VERSION).varint(place++).u8(kind).raw(body.buffer(), 0, body.length());
        var sha = Hashing.sha256().hashBytes(chunk.buffer(), 0, chunk.length()).asBytes();
        chunks.add(chunk.raw(sha, 0, sha.length).toBytes());
        body.clear();
    }
}
