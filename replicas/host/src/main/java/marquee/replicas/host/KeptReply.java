package marquee.replicas.host;

import marquee.protocol.replication.Digest;
import marquee.protocol.replication.Outcome;
import marquee.protocol.replication.RequestId;
import marquee.protocol.wire.Bytes;
import marquee.protocol.wire.WireReader;
import marquee.protocol.wire.WireWriter;
import org.jspecify.annotations.Nullable;

/// One record of the reply table: a request that was executed, and what it resulted in. It is a
/// link of its [Recency] list as well, so that the oldest one is always at hand. A reply that is
/// named again gives way to another one, so that whoever reads the table a part at a time can keep
/// the one that was there.
final class KeptReply {
    final RequestId id;
    final long firstNumber;
    final Digest operation;
    final Bytes result;

    /// The newest entry that named the request, and that entry's time.
    long lastNumber;

    long lastMillis;

    /// Whether that entry named the request for another operation, and so was refused.
    boolean lastReused;

    /// The digest of the record as it stands.
    Digest digest = Digest.ZERO;

    @Nullable KeptReply older;
    @Nullable KeptReply newer;

    KeptReply(RequestId id, long firstNumber, Digest operation, Bytes result) {
        this.id = id;
        this.firstNumber = firstNumber;
        this.operation = operation;
        this.result = result;
        this.lastNumber = firstNumber;
    }

    /// This reply as it is once the entry `number`, of the time `millis`, has named it.
    ///
    /// @param reused whether that entry named it for another operation
    KeptReply named(long number, long millis, boolean reused) {
        var named = new KeptReply(id, firstNumber, operation, result);
        named.lastNumber = number;
        named.lastMillis = millis;
        named.lastReused = reused;
        return named;
    }

    /// Whether the entry `number` is known to have named the request: the first that did, or the
    /// newest.
    boolean isOf(long number) {
        return firstNumber == number || lastNumber == number;
    }

    /// How many bytes the record has, but for its few numbers.
    int length() {
        return id.client().length() + id.key().length() + result.length();
    }

    /// Appends the record's key.
    void writeKey(WireWriter out) {
        out.text(id.client()).text(id.key());
    }

    /// Appends the record's value.
    void writeValue(WireWriter out) {
        out.varint(firstNumber).varint(lastNumber).varint(lastMillis).u8(lastReused ? 1 : 0);
        out.i64(operation.high()).i64(operation.low()).bytes(result);
    }

    /// Reads a record.
    ///
    /// @return null if the bytes are none
    static @Nullable KeptReply read(Bytes key, Bytes value) {
        var keyIn = new WireReader(key);
        var id = new RequestId(keyIn.text(RequestId.CLIENT_MAX), keyIn.text(RequestId.KEY_MAX));
        var in = new WireReader(value);
        long first = in.varint();
        long last = in.varint();
        long millis = in.varint();
        int reused = in.u8();
        var operation = new Digest(in.i64(), in.i64());
        var reply = new KeptReply(id, first, operation, in.bytes(Outcome.RESULT_MAX));
        reply.lastNumber = last;
        reply.lastMillis = millis;
        reply.lastReused = reused == 1;
        boolean named = !id.client().isEmpty() && !id.key().isEmpty();
        boolean ordered = first > 0 && last >= first && millis >= 0;
        boolean refused = reused == 0 || (reused == 1 && last > first);
        return keyIn.complete() && in.complete() && named && ordered && refused ? reply : null;
    }
}
