package marquee.sequencer;

import java.util.zip.CRC32C;
import marquee.protocol.Peer;
import marquee.protocol.replication.Murmur3;
import marquee.protocol.replication.RequestId;
import marquee.protocol.wire.Bytes;
import marquee.protocol.wire.WireWriter;

/// Recognises requests that clients named and that were ordered for the same life of a front end
/// not long ago.
///
/// A request and its front end are known by a hash of 128 bits. All there is are two arrays that
/// are made once: an object for each request would outlive every collection of young objects, and
/// be garbage only then.
final class RequestFilter {
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

    /// Finds a hash's place. The lower half of a cell is that place plus one; the upper half, the
    /// lowest 32 bits of the hash, is a hint where to look first and whether the place, which lies
    /// far off in memory, is worth a look. What is taken there already lies behind. At most half
    /// full.
    private final long[] table;

    private long added;

    /// What tells a request from others.
    ///
    /// @param filter the one that it is known in
    /// @param high of the hash of its id and its front end
    /// @param low of the same
    /// @param operation a hash of what it asks for
    private record Fingerprint(RequestFilter filter, long high, long low, long operation)
            implements KnownRequests.Recognised {
        @Override
        public long find(long since) {
            return filter.find(this, since);
        }

        @Override
        public void add(long number, long millis) {
            filter.add(this, number, millis);
        }
    }

    RequestFilter(int max) {
        this.max = max;
        this.cells = new long[max * CELLS];
        this.table = new long[2 * Integer.highestOneBit(2 * max - 1)];
    }

    /// The fingerprint of the request `id` for `operation`, which came from `frontEnd`.
    KnownRequests.Recognised fingerprint(RequestId id, Bytes operation, Peer frontEnd) {
        name.clear()
                .text(id.client())
                .text(id.key())
                .u16(frontEnd.id().wire())
                .i32(frontEnd.incarnation())
                .i64(frontEnd.boot());
        var hash = Murmur3.hash(name.buffer(), name.length());
        return new Fingerprint(this, hash.high(), hash.low(), digest(operation));
    }

    /// The replicas have the last word on one id with two operations (rule P4), so that is a
    /// request of its own here.
    private long find(Fingerprint asked, long since) {
        int place = place(table[seek(asked.high, asked.low)]);
        if (place < 0 || get(place, MILLIS) < since) {
            return KnownRequests.UNKNOWN;
        }
        return get(place, OPERATION) == asked.operation
                ? get(place, NUMBER)
                : KnownRequests.UNKNOWN;
    }

    /// At the limit the oldest one is forgotten.
    private void add(Fingerprint request, long number, long millis) {
        int place = (int) (added % max);
        if (added >= max) {
            forget(place);
        }
        added++;
        set(place, HIGH, request.high);
        set(place, LOW, request.low);
        set(place, NUMBER, number);
        set(place, MILLIS, millis);
        set(place, OPERATION, request.operation);
        table[seek(request.high, request.low)] = (request.low << HALF) | (place + 1);
    }

    /// Forgets what is at `place`, unless the same request was added again since.
    private void forget(int place) {
        int at = seek(get(place, HIGH), get(place, LOW));
        if (place(table[at]) == place) {
            remove(at);
        }
    }

    /// Empties `at` and moves what lies behind it closer to where one looks first, so that nothing
    /// is looked for beyond an empty place.
    private void remove(int at) {
        int hole = at;
        for (int next = behind(hole); table[next] != 0; next = behind(next)) {
            int home = home(hint(table[next]));
            if (distance(home, next) >= distance(hole, next)) {
                table[hole] = table[next];
                hole = next;
            }
        }
        table[hole] = 0;
    }

    /// Where in the table that hash is, or would be added.
    private int seek(long high, long low) {
        int hint = (int) low;
        int at = home(hint);
        while (table[at] != 0 && !(hint(table[at]) == hint && isAt(place(table[at]), high, low))) {
            at = behind(at);
        }
        return at;
    }

    private boolean isAt(int place, long high, long low) {
        return get(place, LOW) == low && get(place, HIGH) == high;
    }

    private static int place(long cell) {
        return (int) cell - 1;
    }

    private static int hint(long cell) {
        return (int) (cell >>> HALF);
    }

    private int home(int hint) {
        return hint & (table.length - 1);
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

    /// Two unlike hashes of 32 bits, both fast in this machine: enough to notice a mistake.
    private long digest(Bytes operation) {
        crc.reset();
        crc.update(operation.array(), 0, operation.length());
        return (crc.getValue() << HALF) | Integer.toUnsignedLong(operation.hashCode());
    }
}
