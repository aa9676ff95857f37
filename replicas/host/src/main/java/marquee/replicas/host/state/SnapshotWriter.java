package marquee.replicas.host.state;

import marquee.protocol.wire.Bytes;
import marquee.protocol.wire.WireWriter;

/// Writes the chunks of a [Snapshot], one after another, each with the same kind of [Seal].
final class SnapshotWriter {
    /// A body that was not full, and one more record.
    private static final int BODY_MAX = Snapshot.CHUNK_BYTES + RecordHash.RECORD_MAX + 64;

    private final Seal seal;
    private WireWriter body = new WireWriter(BODY_MAX);
    private WireWriter other = new WireWriter(BODY_MAX);
    private final WireWriter part = new WireWriter(RecordHash.RECORD_MAX);
    private int records;
    private int place;
    private long bytesWritten;
    private long recordsWritten;

    SnapshotWriter(Seal seal) {
        this.seal = seal;
    }

    /// The first chunk.
    Bytes head(Snapshot.Head head) {
        body.varint(head.number()).varint(head.stamp().millis());
        body.varint(head.stamp().businessDay());
        body.i64(head.digest().high()).i64(head.digest().low());
        return chunk(Snapshot.FURTHER);
    }

    /// Appends one record of the application.
    void application(Bytes key, Bytes value) {
        body.u8(RecordHash.APPLICATION).bytes(key).bytes(value);
        count();
    }

    /// Appends one record of the reply table.
    void reply(KeptReply reply) {
        reply.writeKey(part.clear());
        body.u8(RecordHash.REPLY).varint(part.length()).raw(part.buffer(), 0, part.length());
        reply.writeValue(part.clear());
        body.varint(part.length()).raw(part.buffer(), 0, part.length());
        count();
    }

    private void count() {
        records++;
        recordsWritten++;
    }

    /// What all that has been appended weighs, with the replies to so many `clients` in it.
    long weight(int clients) {
        return Snapshot.weight(bytesWritten + body.length(), recordsWritten, clients);
    }

    /// Whether the chunk must be taken before another record is appended.
    boolean isFull() {
        return records == Snapshot.CHUNK_RECORDS || body.length() >= Snapshot.CHUNK_BYTES;
    }

    /// The chunk with what has been appended and was in none before, as much as a chunk can have.
    ///
    /// @param kind [Snapshot#FURTHER] or [Snapshot#LAST]
    Bytes chunk(int kind) {
        int length = Math.min(body.length(), Snapshot.CHUNK_BYTES);
        var chunk = new WireWriter(length + Snapshot.CHUNK_OVERHEAD);
        chunk.u8(Snapshot.VERSION).varint(place++).u8(kind).raw(body.buffer(), 0, length);
        keepFrom(length);
        bytesWritten += length;
        records = 0;
        return seal.seal(chunk);
    }

    private void keepFrom(int start) {
        var rest = other.clear().raw(body.buffer(), start, body.length() - start);
        other = body;
        body = rest;
    }
}
