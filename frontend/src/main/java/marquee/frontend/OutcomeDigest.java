package marquee.frontend;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import com.google.common.primitives.Longs;
import marquee.protocol.replication.Digest;
import marquee.protocol.replication.Outcome;

/// What a front end remembers of an agreed outcome, to judge the replies that come later: 16 bytes
/// in the place of up to half a megabyte. Not proof against somebody who looks for collisions.
final class OutcomeDigest {
    private static final HashFunction HASH = Hashing.murmur3_128();

    private OutcomeDigest() {}

    static Digest of(Outcome outcome) {
        var id = outcome.id();
        var hash =
                HASH.newHasher()
                        .putLong(outcome.number())
                        .putLong(outcome.firstNumber())
                        .putInt(id.client().length())
                        .putUnencodedChars(id.client())
                        .putInt(id.key().length())
                        .putUnencodedChars(id.key())
                        .putUnencodedChars(outcome.verdict().name())
                        .putBytes(outcome.result().array())
                        .hash()
                        .asBytes();
        return new Digest(
                Longs.fromByteArray(hash),
                Longs.fromBytes(
                        hash[8], hash[9], hash[10], hash[11], hash[12], hash[13], hash[14],
                        hash[15]));
    }
}
