package marquee.sequencer;

import java.util.zip.CRC32C;
import marquee.protocol.Peer;
import marquee.protocol.replication.Digest;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.Murmur3;
import marquee.protocol.replication.ReplicationMessage.ToSequencer;
import marquee.protocol.replication.RequestId;
import marquee.protocol.wire.Bytes;
import marquee.protocol.wire.WireWriter;

/// Recognises requests that were ordered for the same life of a front end not long ago. Only a
/// filter: what it has forgotten is ordered again, and the replicas' own table, which is part of
/// their state, answers it (rules P2, P5).
///
/// A request and its front end are known by a hash of 128 bits. All there is are two arrays that
/// are made once: an object for each request would outlive every collection of young objects, and
/// be garbage only then.
final class RequestFilter {
    /// What [#find] gives for a request that is not known.
    static final long UNKNOWN = 0;

    /// The cells of one place.
    private static final int HIGH = 0;

    private static final int LOW = 1;
    private static final int NUMBER = 2;
    private static final int MILLIS = 3;
    private static final int OPERATION = 4;
    private static final int CELLS = 5;

    private static final int HALF = 32;
    private static final int NAME_MAX = 1_024;

    private final WireWriter name = new WireWriter(NAME_MAX);
    private final CRC32C crc = new CRC32C();
    private final int max;

    /// The newest requests, the oldest of which is written over.
    private final long[] cells;

    /// Finds a hash's place, plus one: its lowest bits tell where to look first, and what is taken
    /// there already lies behind. At most half full.
    private final int[] table;

    private long added;

    RequestFilter(int max) {
        this.max = max;
        this.cells = new long[max * CELLS];
        this.table = new int[2 * Integer.highestOneBit(2 * max - 1)];
    }

    /// The place that `asked` was given at the time `since` of the order or later, or [#UNKNOWN].
    /// The replicas have the last word on one id with two operations (rule P4), so that is a
    /// request of its own here.
    long find(ToSequencer.Request asked, Peer frontEnd, long since) {
        var hash = hash(asked.id(), frontEnd);
        int place = table[seek(hash.high(), hash.low())] - 1;
        if (place < 0 || get(place, MILLIS) < since) {
            return UNKNOWN;
        }
        return get(place, OPERATION) == digest(asked.operation()) ? get(place, NUMBER) : UNKNOWN;
    }

    /// The request has the place `number`, of the time `millis`. At the limit the oldest one is
    /// forgotten.
    void add(Entry.Request request, long number, long millis) {
        int place = (int) (added % max);
        if (added >= max) {
            forget(place);
        }
        added++;
        var hash = hash(request.id(), request.replyTo());
        set(place, HIGH, hash.high());
        set(place, LOW, hash.low());
        set(place, NUMBER, number);
        set(place, MILLIS, millis);
        set(place, OPERATION, digest(request.operation()));
        table[seek(hash.high(), hash.low())] = place + 1;
    }

    /// Forgets what is at `place`, unless the same request was added again since.
    private void forget(int place) {
        int at = seek(get(place, HIGH), get(place, LOW));
        if (table[at] == place + 1) {
            remove(at);
        }
    }

    /// Empties `at` and moves what lies behind it closer to where one looks first, so that nothing
    /// is looked for beyond an empty place.
    private void remove(int at) {
        int hole = at;
        for (int next = behind(hole); table[next] != 0; next = behind(next)) {
            int home = home(get(table[next] - 1, LOW));
            if (distance(home, next) >= distance(hole, next)) {
                table[hole] = table[next];
                hole = next;
            }
        }
        table[hole] = 0;
    }

    /// Where in the table that hash is, or would be added.
    private int seek(long high, long low) {
        int at = home(low);
        while (table[at] != 0 && !isAt(table[at] - 1, high, low)) {
            at = behind(at);
        }
        return at;
    }

    private boolean isAt(int place, long high, long low) {
        return get(place, LOW) == low && get(place, HIGH) == high;
    }

    private int home(long low) {
        return (int) low & (table.length - 1);
    }

    private int behind(int at) {
        return (at + 1) & (table.length - 1);
    }

    private int distance(int from, int to) {
        return (to - from) & (table.length - 1);
    }

    private long get(int place, int cell) {
        return cells[place * CELLS + cell];
    }

    private void set(int place, int cell, long value) {
        cells[place * CELLS + cell] = value;
    }

    private Digest hash(RequestId id, Peer frontEnd) {
        name.clear()
                .text(id.client())
                .text(id.key())
                .u16(frontEnd.id().wire())
                .i32(frontEnd.incarnation())
                .i64(frontEnd.boot());
        return Murmur3.hash(name.buffer(), name.length());
    }

    /// Two unlike hashes of 32 bits, both fast in this machine: enough to notice a mistake.
    private long digest(Bytes operation) {
        crc.reset();
        crc.update(operation.array(), 0, operation.length());
        return (crc.getValue() << HALF) | Integer.toUnsignedLong(operation.hashCode());
    }
}
