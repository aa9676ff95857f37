package marquee.replicas.host;

import com.google.common.collect.ImmutableList;
import com.google.common.hash.Hashing;
import java.util.Arrays;
import java.util.List;
import marquee.applications.StateMachine.StateRecord;
import marquee.protocol.replication.Digest;
import marquee.protocol.replication.Stamp;
import marquee.protocol.wire.Bytes;
import marquee.protocol.wire.WireReader;
import org.jspecify.annotations.Nullable;

/// The replicated state in the form that every implementation reads of every other (rule P40).
///
/// A snapshot is a list of chunks. Each chunk is the version, its place in the list, a kind and a
/// body, then the SHA-256 of all that. The first chunk's body is the [Head]; each later one's a run
/// of records: the reply table's in the order of the entries that last named them, first those to
/// front ends' own requests, then those to keyed ones, and then the application's in ascending
/// order of their keys. What changes fastest comes first, since an export has to keep what changes
/// before it comes to it. The last chunk says that it is the last.
///
/// A chunk ends with the record that makes it [#CHUNK_RECORDS] records or [#CHUNK_BYTES] bytes. So
/// equal states have equal chunks, whoever writes them.
record Snapshot(
        Head head, ImmutableList<StateRecord> application, ImmutableList<KeptReply> replies) {
    /// The version of the form.
    static final int VERSION = 2;

    /// How many records fill a chunk: so few that the slowest implementation reads them within a
    /// millisecond (docs/performance.md).
    static final int CHUNK_RECORDS = 128;

    /// The size at which a chunk is full, in bytes; only one whose last record is large is larger.
    static final int CHUNK_BYTES = 64 * 1024;

    static final int CHUNK_BYTES_MAX = CHUNK_BYTES + RecordHash.RECORD_MAX + 64;
    static final int CHUNKS_MAX = 1 << 20;
    static final int SHA_BYTES = 32;
    static final int CHUNK_OVERHEAD = 16 + SHA_BYTES;
    static final int FURTHER = 0;
    static final int LAST = 1;

    /// Which state it is.
    ///
    /// @param number the newest entry executed
    /// @param stamp the stamp of that entry
    /// @param digest the state's digest after it
    record Head(long number, Stamp stamp, Digest digest) {}

    /// Reads a snapshot. Only damage is judged here: whether the records are those of a possible
    /// state is for those who keep them.
    ///
    /// @return null if a chunk is missing, damaged, out of place or of another version
    static @Nullable Snapshot read(List<Bytes> chunks) {
        var application = ImmutableList.<StateRecord>builder();
        var replies = ImmutableList.<KeptReply>builder();
        Head head = null;
        for (int place = 0; place < chunks.size(); place++) {
            var in = body(chunks.get(place), place, place == chunks.size() - 1);
            if (in == null) {
                return null;
            }
            if (place == 0) {
                head = head(in);
            } else if (!readRecords(in, application, replies)) {
                return null;
            }
            if (!in.complete()) {
                return null;
            }
        }
        return head == null ? null : new Snapshot(head, application.build(), replies.build());
    }

    private static @Nullable WireReader body(Bytes chunk, int place, boolean last) {
        int length = chunk.length() - SHA_BYTES;
        if (length < 0 || place >= CHUNKS_MAX || !isWhole(chunk, length)) {
            return null;
        }
        var in = new WireReader(chunk.array(), 0, length);
        boolean expected =
                in.u8() == VERSION
                        && in.varint() == place
                        && in.u8() == (last ? LAST : FURTHER)
                        && !in.failed();
        return expected ? in : null;
    }

    private static boolean isWhole(Bytes chunk, int length) {
        var sha = Hashing.sha256().hashBytes(chunk.array(), 0, length).asBytes();
        return Arrays.equals(sha, 0, SHA_BYTES, chunk.array(), length, chunk.length());
    }

    private static Head head(WireReader in) {
        return new Head(
                in.varint(),
                new Stamp(in.varint(), in.varint(0, Integer.MAX_VALUE)),
                new Digest(in.i64(), in.i64()));
    }

    private static boolean readRecords(
            WireReader in,
            ImmutableList.Builder<StateRecord> application,
            ImmutableList.Builder<KeptReply> replies) {
        while (in.remaining() > 0) {
            int kind = in.u8();
            var key = in.bytes(RecordHash.RECORD_MAX);
            var value = in.bytes(RecordHash.RECORD_MAX);
            if (in.failed()) {
                return false;
            }
            if (kind == RecordHash.APPLICATION) {
                application.add(new StateRecord(key, value));
            } else {
                var reply = kind == RecordHash.REPLY ? KeptReply.read(key, value) : null;
                if (reply == null) {
                    return false;
                }
                replies.add(reply);
            }
        }
        return true;
    }
}
