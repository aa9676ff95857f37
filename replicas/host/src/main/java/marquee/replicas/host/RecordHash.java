package marquee.replicas.host;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import com.google.common.primitives.Longs;
import marquee.protocol.replication.Digest;
import marquee.protocol.wire.Bytes;
import marquee.protocol.wire.WireWriter;

/// Hashes canonical records to 128 bits: MurmurHash3, x64 variant (Appleby 2011). Faults are not
/// malicious, so a fast hash does. Used by one thread at a time.
final class RecordHash {
    /// The most bytes of one record.
    static final int RECORD_MAX = 1 << 20;

    /// The kinds of records, which keep the application's keys and the reply table's apart. They
    /// stand in digests and snapshots and must not change.
    static final int APPLICATION = 1;

    static final int REPLY = 2;

    private static final HashFunction MURMUR = Hashing.murmur3_128();
    private static final int DIGEST_BYTES = 16;

    private final WireWriter scratch = new WireWriter(RECORD_MAX);
    private final byte[] hash = new byte[DIGEST_BYTES];

    /// The digest of one record of the application.
    Digest application(Bytes key, Bytes value) {
        scratch.clear().u8(APPLICATION).bytes(key).bytes(value);
        return of(scratch.buffer(), scratch.length());
    }

    /// The digest of one record of the reply table.
    Digest reply(KeptReply reply) {
        reply.writeKey(scratch.clear().u8(REPLY));
        reply.writeValue(scratch);
        return of(scratch.buffer(), scratch.length());
    }

    /// The digest of an operation.
    Digest operation(Bytes operation) {
        return of(operation.array(), operation.length());
    }

    /// The digest of all of `sums`, each at its place.
    Digest combined(BucketSums sums) {
        sums.write(scratch.clear());
        return of(scratch.buffer(), scratch.length());
    }

    private Digest of(byte[] bytes, int length) {
        MURMUR.hashBytes(bytes, 0, length).writeBytesTo(hash, 0, DIGEST_BYTES);
        return new Digest(
                Longs.fromBytes(
                        hash[0], hash[1], hash[2], hash[3], hash[4], hash[5], hash[6], hash[7]),
                Longs.fromBytes(
                        hash[8], hash[9], hash[10], hash[11], hash[12], hash[13], hash[14],
                        hash[15]));
    }
}
