package marquee.replicas.host.state;

import marquee.protocol.replication.Digest;
import marquee.protocol.replication.Stamp;
import marquee.protocol.wire.Bytes;
import marquee.protocol.wire.WireReader;
import org.jspecify.annotations.Nullable;

/// The replicated state in the form that every implementation reads of every other (rule P40).
///
/// A snapshot is a list of chunks. Each chunk is the version, its place in the list, a kind and a
/// body, then the [Seal] of all that. The first chunk's body is the [Head]; each later one's a run
/// of records: the reply table's in the order of the entries that last named them, first those to
/// front ends' own requests, then those to keyed ones, and then the application's in ascending
/// order of their keys. What changes fastest comes first, since an export has to keep what changes
/// before it comes to it. The last chunk says that it is the last.
///
/// A chunk ends with its [#CHUNK_RECORDS]th record, or with its [#CHUNK_BYTES]th byte, and then the
/// record goes on in the next one, where it does not count. So equal states have equal chunks,
/// whoever writes them, and no chunk is large because a record is.
final class Snapshot {
    /// The version of the form.
    static final int VERSION = 4;

    /// How many records fill a chunk: so few that the slowest implementation reads them within a
    /// millisecond (docs/performance.md).
    static final int CHUNK_RECORDS = 128;

    /// The most bytes of a chunk's body: so few that a replica, whose JVM has no instructions for
    /// SHA-256 with its first compiler only, hashes them within a quarter of a millisecond.
    static final int CHUNK_BYTES = 16 * 1024;

    static final int CHUNKS_MAX = 1 << 20;
    static final int CHUNK_OVERHEAD = 16 + Seal.ARCHIVE.bytes();
    static final int FURTHER = 0;
    static final int LAST = 1;

    /// What a record takes in memory beside its bytes: itself, two arrays and what holds them.
    private static final int RECORD_BYTES = 96;

    /// What a client of the reply table takes: a map of its own, the place for its first replies,
    /// and its name.
    private static final int CLIENT_BYTES = 300;

    private Snapshot() {}

    /// What a state weighs that has so many `bytes` in the bodies of its chunks, and replies to so
    /// many `clients`: what whoever takes it in keeps of it before it is proved to be one. Who
    /// gives it away counts alike, so that nobody vouches for a state that nobody could start from.
    static long weight(long bytes, long records, int clients) {
        return bytes + records * RECORD_BYTES + clients * (long) CLIENT_BYTES;
    }

    /// Which state it is.
    ///
    /// @param number the newest entry executed
    /// @param stamp the stamp of that entry
    /// @param digest the state's digest after it
    record Head(long number, Stamp stamp, Digest digest) {}

    /// Whether `chunk` says that it is the last.
    static boolean isLast(Bytes chunk) {
        var in = new WireReader(chunk);
        in.u8();
        in.varint();
        return in.u8() == LAST && !in.failed();
    }

    /// What is between the chunk's own fields and its seal, to be read from there.
    ///
    /// @return null if `chunk` is damaged, of another version, or not the one at `place`
    static @Nullable WireReader body(Seal seal, Bytes chunk, int place) {
        if (place >= CHUNKS_MAX || !seal.isIntact(chunk)) {
            return null;
        }
        var in = new WireReader(chunk.array(), 0, chunk.length() - seal.bytes());
        boolean expected = in.u8() == VERSION && in.varint() == place && in.u8() <= LAST;
        return expected && !in.failed() && in.remaining() <= CHUNK_BYTES ? in : null;
    }

    /// The head that the body of a first chunk is; null if it is none.
    static @Nullable Head head(WireReader in) {
        var head =
                new Head(
                        in.varint(),
                        new Stamp(in.varint(), in.varint(0, Stamp.BUSINESS_DAY_MAX)),
                        new Digest(in.i64(), in.i64()));
        boolean possible = head.number() >= 0 && head.stamp().millis() >= 0;
        return in.complete() && possible ? head : null;
    }
}
