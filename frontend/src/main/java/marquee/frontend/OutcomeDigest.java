package marquee.frontend;

import marquee.protocol.replication.Digest;
import marquee.protocol.replication.Murmur3;
import marquee.protocol.replication.Outcome;

/// What a front end remembers of an agreed outcome, to judge the replies that come later: 16 bytes
/// in the place of up to half a megabyte. Not proof against somebody who looks for collisions.
final class OutcomeDigest {
    private static final long ODD = 0x9e37_79b9_7f4a_7c15L;
    private static final int VERDICT_BITS = 2;

    private OutcomeDigest() {}

    /// The digest of all that makes two outcomes at one number identical (rule P9).
    @SuppressWarnings("EnumOrdinal") // The digest never leaves this process.
    static Digest of(Outcome outcome) {
        var id = outcome.id();
        var result = outcome.result();
        long names = ((long) id.client().hashCode() << Integer.SIZE) ^ id.key().hashCode();
        long first = (outcome.firstNumber() << VERDICT_BITS) | outcome.verdict().ordinal();
        return Murmur3.hash(result.array(), result.length(), names ^ id.number() * ODD, first);
    }
}
