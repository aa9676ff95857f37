package marquee.replicas.host;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import marquee.protocol.replication.Digest;
import marquee.protocol.replication.Outcome;
import marquee.protocol.replication.RequestId;
import marquee.protocol.wire.Bytes;
import marquee.protocol.wire.WireReader;
import marquee.protocol.wire.WireWriter;
import org.jspecify.annotations.Nullable;

/// One record of the reply table: a request that was executed, and what it resulted in. It keeps
/// the bytes that enter the digest and every snapshot, and beside them only what is asked for all
/// the time: there are many, and each that joins makes them all at once (docs/decisions/0118).
///
/// It is a link of its [Recency] list and of its [ReplyIndex] as well. A reply that is named again
/// gives way to another one, so that whoever reads the table a part at a time can keep the one that
/// was there.
final class KeptReply {
    /// Where the key begins, behind the kind.
    static final int KEY = 1;

    private static final int CLIENT = KEY + 1;

    final long firstNumber;

    /// The newest entry that named the request, and that entry's time.
    final long lastNumber;

    final long lastMillis;

    /// The hash of the request's id.
    final int hash;

    @Nullable KeptReply older;
    @Nullable KeptReply newer;

    /// The next one with the same place in the index.
    @Nullable KeptReply next;

    /// The kind, the key and the value.
    private final byte[] record;

    private final int keyEnd;

    private KeptReply(byte[] record, int hash, int keyEnd, WireReader value) {
        this.record = record;
        this.hash = hash;
        this.keyEnd = keyEnd;
        this.firstNumber = value.varint();
        this.lastNumber = value.varint();
        this.lastMillis = value.varint();
    }

    /// A request that was executed, and has been named once.
    ///
    /// @param scratch to write it with; what is in it is lost
    static KeptReply of(RequestId id, ReplyTable.Executed executed, WireWriter scratch) {
        writeKey(scratch.clear().u8(RecordHash.REPLY), id);
        int keyEnd = scratch.length();
        scratch.varint(executed.number()).varint(executed.number()).varint(executed.millis()).u8(0);
        scratch.i64(executed.operation().high()).i64(executed.operation().low());
        return written(scratch.bytes(executed.result()), hash(id), keyEnd);
    }

    /// This reply as it is once another entry has named it.
    ///
    /// @param scratch as of [#of]
    KeptReply named(Naming naming, WireWriter scratch) {
        scratch.clear().raw(record, 0, keyEnd).varint(firstNumber);
        scratch.varint(naming.number()).varint(naming.millis()).u8(naming.reused() ? 1 : 0);
        int rest = outcome().position();
        return written(scratch.raw(record, rest, record.length - rest), hash, keyEnd);
    }

    /// An entry that names a request again.
    ///
    /// @param reused whether it names it for another operation
    record Naming(long number, long millis, boolean reused) {}

    private static KeptReply written(WireWriter out, int hash, int keyEnd) {
        var record = Arrays.copyOf(out.buffer(), out.length());
        return new KeptReply(record, hash, keyEnd, new WireReader(record, keyEnd, record.length));
    }

    /// Reads a record.
    ///
    /// @return null if the bytes are none
    static @Nullable KeptReply read(Bytes key, Bytes value) {
        int keyEnd = KEY + key.length();
        var record = new byte[keyEnd + value.length()];
        record[0] = RecordHash.REPLY;
        System.arraycopy(key.array(), 0, record, KEY, key.length());
        System.arraycopy(value.array(), 0, record, keyEnd, value.length());
        var in = new WireReader(record, KEY, record.length);
        var client = in.text(RequestId.CLIENT_MAX);
        var name = in.text(RequestId.KEY_MAX);
        boolean named = in.position() == keyEnd && !client.isEmpty() && !name.isEmpty();
        var reply = named ? new KeptReply(record, hash(client, name), keyEnd, in) : null;
        return reply != null && reply.isPossible(in) ? reply : null;
    }

    /// @param in behind the numbers
    private boolean isPossible(WireReader in) {
        int reused = in.u8();
        in.skip(2 * Long.BYTES);
        in.skip(in.varint(0, Outcome.RESULT_MAX));
        boolean ordered = firstNumber > 0 && lastNumber >= firstNumber && lastMillis >= 0;
        boolean refused = reused == 0 || (reused == 1 && lastNumber > firstNumber);
        return in.complete() && ordered && refused;
    }

    /// The hash of a request's id.
    static int hash(RequestId id) {
        return hash(id.client(), id.key());
    }

    private static int hash(String client, String key) {
        return client.hashCode() * 31 + key.hashCode();
    }

    /// Appends the key of the record that `id` has.
    static void writeKey(WireWriter out, RequestId id) {
        out.text(id.client()).text(id.key());
    }

    /// Whether its key is that of `other` from [#KEY] up to `end`.
    boolean hasKey(byte[] other, int end) {
        return Arrays.equals(record, KEY, keyEnd, other, KEY, end);
    }

    /// Whether its key is that of `other`.
    boolean hasKeyOf(KeptReply other) {
        return hasKey(other.record, other.keyEnd);
    }

    /// Who keeps the request apart from others.
    String client() {
        return new String(record, CLIENT, record[KEY], StandardCharsets.US_ASCII);
    }

    /// The name of the request.
    RequestId id() {
        var in = new WireReader(record, KEY, keyEnd);
        return new RequestId(in.text(RequestId.CLIENT_MAX), in.text(RequestId.KEY_MAX));
    }

    /// Whether a front end made the id because the client had given none.
    boolean isOwnSession() {
        return record[CLIENT] == RequestId.OWN_SESSION;
    }

    /// Whether the entry `number` is known to have named the request: the first that did, or the
    /// newest.
    boolean isOf(long number) {
        return firstNumber == number || lastNumber == number;
    }

    /// The digest of the operation.
    Digest operation() {
        var in = outcome();
        return new Digest(in.i64(), in.i64());
    }

    /// What the request resulted in.
    Bytes result() {
        var in = outcome();
        in.skip(2 * Long.BYTES);
        return in.bytes(Outcome.RESULT_MAX);
    }

    /// Whether the newest entry that named the request did so for another operation, and was
    /// refused.
    boolean isLastReused() {
        return record[outcome().position() - 1] == 1;
    }

    private WireReader outcome() {
        var in = new WireReader(record, keyEnd, record.length);
        in.varint();
        in.varint();
        in.varint();
        in.u8();
        return in;
    }

    /// The digest of the record.
    Digest digest() {
        return RecordHash.of(record);
    }

    /// How many bytes the record has.
    int length() {
        return record.length;
    }

    /// Appends key and value, each behind its length.
    void write(WireWriter out) {
        out.u8(RecordHash.REPLY).varint(keyEnd - KEY).raw(record, KEY, keyEnd - KEY);
        out.varint(record.length - keyEnd).raw(record, keyEnd, record.length - keyEnd);
    }
}
