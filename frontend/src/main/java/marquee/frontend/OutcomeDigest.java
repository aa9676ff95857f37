package marquee.frontend;

import marquee.protocol.replication.Digest;
import marquee.protocol.replication.Murmur3;
import marquee.protocol.replication.Outcome;
import marquee.protocol.wire.WireWriter;

/// What a front end remembers of an agreed outcome, to judge the replies that come later: 16 bytes
/// in the place of up to half a megabyte. Not proof against somebody who looks for collisions.
final class OutcomeDigest {
    private static final int REST_MAX = 1024;

    private final WireWriter scratch = new WireWriter(Outcome.RESULT_MAX + REST_MAX);

    /// The digest of all that makes two outcomes identical (rule P9).
    @SuppressWarnings("EnumOrdinal") // The digest never leaves this process.
    Digest of(Outcome outcome) {
        scratch.clear()
                .i64(outcome.number())
                .i64(outcome.firstNumber())
                .text(outcome.id().client())
                .text(outcome.id().key())
                .varint(outcome.id().number())
                .u8(outcome.verdict().ordinal())
                .bytes(outcome.result());
        return Murmur3.hash(scratch.buffer(), scratch.length());
    }
}
