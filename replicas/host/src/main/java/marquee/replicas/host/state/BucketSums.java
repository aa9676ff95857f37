package marquee.replicas.host.state;

import java.util.Arrays;
import marquee.protocol.replication.Digest;
import marquee.protocol.wire.Bytes;
import marquee.protocol.wire.WireWriter;

/// The digests of records, added up in buckets by the hashes of their keys, modulo 2^128. A sum
/// does not depend on the order in which records came and went (docs/protocol.md, rule P31).
final class BucketSums {
    /// The number of buckets.
    static final int BUCKETS = 1 << BucketSums.BUCKET_BITS;

    private static final int BUCKET_BITS = 10;
    private static final int SPREAD = 0x9e3779b9;

    private final long[] high = new long[BUCKETS];
    private final long[] low = new long[BUCKETS];

    /// The bucket of the application's record `key`.
    static int bucket(Bytes key) {
        return spread(key.hashCode());
    }

    /// The bucket of `reply`.
    static int bucket(KeptReply reply) {
        int key = reply.isOwnSession() ? Long.hashCode(reply.number) : reply.key.hashCode();
        return spread(reply.client().hashCode() * 31 + key);
    }

    void add(int bucket, Digest digest) {
        low[bucket] += digest.low();
        int carry = Long.compareUnsigned(low[bucket], digest.low()) < 0 ? 1 : 0;
        high[bucket] += digest.high() + carry;
    }

    void subtract(int bucket, Digest digest) {
        int borrow = Long.compareUnsigned(low[bucket], digest.low()) < 0 ? 1 : 0;
        low[bucket] -= digest.low();
        high[bucket] -= digest.high() + borrow;
    }

    /// Whether every bucket has the sum it has in `other`.
    boolean sameAs(BucketSums other) {
        return Arrays.equals(high, other.high) && Arrays.equals(low, other.low);
    }

    /// Takes over the sums of `other`.
    void set(BucketSums other) {
        System.arraycopy(other.high, 0, high, 0, BUCKETS);
        System.arraycopy(other.low, 0, low, 0, BUCKETS);
    }

    /// Makes every sum that of nothing.
    void clear() {
        Arrays.fill(high, 0);
        Arrays.fill(low, 0);
    }

    /// Appends the sums in the order of the buckets.
    void write(WireWriter out) {
        for (int i = 0; i < BUCKETS; i++) {
            out.i64(high[i]).i64(low[i]);
        }
    }

    private static int spread(int hash) {
        return (hash * SPREAD) >>> (Integer.SIZE - BUCKET_BITS);
    }
}
