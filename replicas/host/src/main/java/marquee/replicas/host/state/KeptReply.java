package marquee.replicas.host.state;

import marquee.protocol.replication.Digest;
import marquee.protocol.replication.Outcome;
import marquee.protocol.replication.RequestId;
import marquee.protocol.replication.RequestIdCodec;
import marquee.protocol.wire.Bytes;
import marquee.protocol.wire.WireReader;
import marquee.protocol.wire.WireWriter;
import org.jspecify.annotations.Nullable;

/// One record of the reply table: a request that was executed, and what it resulted in. It is a
/// link of its [Recency] list as well, so that the oldest one is always at hand. A reply that is
/// named again gives way to another one, so that whoever reads the table a part at a time can keep
/// the one that was there.
///
/// There can be a million, each of which a collection of young objects copies, so a reply is made
/// of few objects: neither ids nor digests, but what is in them.
final class KeptReply {
    /// Empty in a front end's own session, where `number` tells the requests apart.
    final String key;

    final long number;
    final long firstNumber;
    final Bytes result;
    private String client;
    private final long operationHigh;
    private final long operationLow;
    private long digestHigh;
    private long digestLow;

    /// The newest entry that named the request, and that entry's time.
    long lastNumber;

    long lastMillis;

    /// Whether that entry named the request for another operation, and so was refused.
    boolean lastReused;

    @Nullable KeptReply older;
    @Nullable KeptReply newer;

    /// Links of its [OwnSession], if it is in one.
    @Nullable KeptReply olderOfSession;

    @Nullable KeptReply newerOfSession;
    @Nullable KeptReply cellmate;

    KeptReply(RequestId id, long firstNumber, Digest operation, Bytes result) {
        this.client = id.client();
        this.key = id.key();
        this.number = id.number();
        this.firstNumber = firstNumber;
        this.operationHigh = operation.high();
        this.operationLow = operation.low();
        this.result = result;
        this.lastNumber = firstNumber;
    }

    /// This reply as it is once the entry `number`, of the time `millis`, has named it.
    ///
    /// @param reused whether that entry named it for another operation
    KeptReply named(long number, long millis, boolean reused) {
        var named = new KeptReply(id(), firstNumber, operation(), result);
        named.lastNumber = number;
        named.lastMillis = millis;
        named.lastReused = reused;
        return named;
    }

    /// The request's id.
    RequestId id() {
        return new RequestId(client, key, number);
    }

    /// Whose request it was.
    String client() {
        return client;
    }

    /// Replies of one client share one object for its name, which is this one.
    void shareClient(String same) {
        client = same;
    }

    /// Whether a front end made the id.
    boolean isOwnSession() {
        return number > 0;
    }

    /// The digest of the operation.
    Digest operation() {
        return new Digest(operationHigh, operationLow);
    }

    /// The digest of the record as it stands, zero until somebody has set it.
    Digest digest() {
        return new Digest(digestHigh, digestLow);
    }

    /// The digest of the record is `digest`.
    void setDigest(Digest digest) {
        digestHigh = digest.high();
        digestLow = digest.low();
    }

    /// Whether the entry `number` is known to have named the request: the first that did, or the
    /// newest.
    boolean isOf(long number) {
        return firstNumber == number || lastNumber == number;
    }

    /// How many bytes the record has, but for its few numbers.
    int length() {
        return client.length() + key.length() + result.length();
    }

    /// Appends the record's key.
    void writeKey(WireWriter out) {
        RequestIdCodec.encode(id(), out);
    }

    /// Appends the record's value.
    void writeValue(WireWriter out) {
        out.varint(firstNumber).varint(lastNumber).varint(lastMillis).u8(lastReused ? 1 : 0);
        out.i64(operationHigh).i64(operationLow).bytes(result);
    }

    /// Appends all that the record is, key and value, in the form that its digest is made of: a
    /// longer one than theirs, and sooner written.
    void writeHashed(WireWriter out) {
        out.i64(number).i64(firstNumber).i64(lastNumber).i64(lastMillis);
        out.i64(operationHigh).i64(operationLow).u8(lastReused ? 1 : 0);
        out.text(client).text(key).raw(result.array(), 0, result.length());
    }

    /// Reads a record, whose key and value are all that `keyIn` and `valueIn` have left.
    ///
    /// @return null if they have none
    static @Nullable KeptReply read(WireReader keyIn, WireReader valueIn) {
        var id = RequestIdCodec.decode(keyIn);
        long first = valueIn.varint();
        long last = valueIn.varint();
        long millis = valueIn.varint();
        int reused = valueIn.u8();
        var operation = new Digest(valueIn.i64(), valueIn.i64());
        var reply = new KeptReply(id, first, operation, valueIn.bytes(Outcome.RESULT_MAX));
        reply.lastNumber = last;
        reply.lastMillis = millis;
        reply.lastReused = reused == 1;
        boolean ordered = first > 0 && last >= first && millis >= 0;
        boolean refused = reused == 0 || (reused == 1 && last > first);
        return keyIn.complete() && valueIn.complete() && ordered && refused ? reply : null;
    }
}
