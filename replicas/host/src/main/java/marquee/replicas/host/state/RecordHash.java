package marquee.replicas.host.state;

import marquee.protocol.replication.Digest;
import marquee.protocol.replication.Murmur3;
import marquee.protocol.wire.Bytes;
import marquee.protocol.wire.WireWriter;

/// Hashes canonical records to 128 bits. Faults are not malicious, so a fast hash does. Used by one
/// thread at a time.
final class RecordHash {
    /// The most bytes of one record.
    static final int RECORD_MAX = 1 << 20;

    /// The most bytes of its key and its value together; the rest is for its kind and both lengths.
    static final int CONTENT_MAX = RECORD_MAX - 16;

    /// The kinds of records, which keep the application's keys and the reply table's apart. They
    /// stand in digests and snapshots and must not change.
    static final int APPLICATION = 1;

    static final int REPLY = 2;

    private final WireWriter scratch = new WireWriter(RECORD_MAX);

    /// The digest of one record of the application.
    Digest application(Bytes key, Bytes value) {
        scratch.clear().u8(APPLICATION).bytes(key).bytes(value);
        return Murmur3.hash(scratch.buffer(), scratch.length());
    }

    /// The digest of one record of the reply table.
    Digest reply(KeptReply reply) {
        reply.writeHashed(scratch.clear().u8(REPLY));
        return Murmur3.hash(scratch.buffer(), scratch.length());
    }

    /// The digest of an operation.
    Digest operation(Bytes operation) {
        return Murmur3.hash(operation.array(), operation.length());
    }

    /// The digest of all of `sums`, each at its place.
    Digest combined(BucketSums sums) {
        sums.write(scratch.clear());
        return Murmur3.hash(scratch.buffer(), scratch.length());
    }
}
