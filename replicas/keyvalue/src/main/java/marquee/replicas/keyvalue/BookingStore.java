package marquee.replicas.keyvalue;

import marquee.applications.StateMachine.RecordChanges;
import marquee.applications.StoreException;
import marquee.applications.booking.CanonicalRecord;
import marquee.applications.booking.UserId;
import marquee.protocol.wire.Bytes;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.IntegerDataType;
import org.h2.mvstore.type.LongDataType;
import org.jspecify.annotations.Nullable;

/// Three ordered maps from encoded keys to numbers: the records of the abstract state, and two
/// indexes, which everything that writes a record keeps equal to it. Of the rules it knows nothing.
///
/// The engine is in memory and never commits: a version of its own for each operation would only
/// keep pages that nobody reads again. Or it has a file, to which [#settle] brings what has
/// gathered. A cursor shows a map as it was when the cursor was made, until then.
final class BookingStore {
    /// How many records are written, at most, until they are brought to the file.
    static final int UNSETTLED_MAX = 1_000;

    /// In the place of the seats left: there is no such show.
    static final int NO_SHOW = -1;

    /// How much of the file the engine keeps in memory, in mebibytes.
    private static final int CACHE_MEBIBYTES = 4;

    /// Bits of a customer's place among all ids. Admins hold nothing, and place 0 is one's.
    private static final int CUSTOMER_BITS = 16;

    private static final int CUSTOMER_MAX = (1 << CUSTOMER_BITS) - 1;

    /// In the place of a customer: the record is the show's own, and stands before its bookings.
    private static final int OF_SHOW = 0;

    /// Show and customer to tickets, and show alone to capacity, in canonical order.
    final MVMap<Long, Integer> records;

    /// Movie, theatre and time to seats left.
    final MVMap<Long, Integer> programme;

    /// Customer, time, theatre and movie to tickets.
    final MVMap<Long, Integer> holdings;

    private final MVStore engine;
    private final int generation;
    private int unsettled;

    private BookingStore(MVStore engine, int generation) {
        this.engine = engine;
        this.generation = generation;
        records = open("records");
        programme = open("programme");
        holdings = open("holdings");
    }

    /// An empty store in memory.
    static BookingStore inMemory() {
        return in(new MVStore.Builder());
    }

    /// An empty store in the new file `path`.
    ///
    /// @throws StoreException if the file cannot be written
    static BookingStore inFile(String path) throws StoreException {
        try {
            var store = in(new MVStore.Builder().fileName(path).cacheSize(CACHE_MEBIBYTES));
            store.engine.commit();
            return store;
        } catch (MVStoreException e) {
            throw new StoreException("MVStore cannot use " + path + ": " + e.getMessage());
        }
    }

    /// A store without a thread of its own and without a past: pages that a commit replaces are
    /// free to be used again, which keeps a file from growing without end. Therefore no commit may
    /// come by itself while there is a cursor, neither after some time nor after some writes.
    private static BookingStore in(MVStore.Builder builder) {
        var engine = builder.autoCommitDisabled().autoCommitBufferSize(0).open();
        engine.setVersionsToKeep(0);
        engine.setRetentionTime(0);
        return new BookingStore(engine, 0);
    }

    /// Another, empty store beside this one in the same engine, of which one must be dropped.
    BookingStore another() {
        return new BookingStore(engine, generation + 1);
    }

    /// Gives the place of this store back.
    void drop() {
        engine.removeMap(records);
        engine.removeMap(programme);
        engine.removeMap(holdings);
    }

    /// To be called between operations, while there is no cursor: brings to the file what has
    /// gathered, if it is enough. No operation depends on when that is.
    void settle() {
        if (unsettled >= UNSETTLED_MAX) {
            unsettled = 0;
            if (engine.getFileStore() != null) {
                engine.commit();
            }
        }
    }

    private MVMap<Long, Integer> open(String name) {
        return engine.openMap(
                name + generation,
                new MVMap.Builder<Long, Integer>()
                        .keyType(LongDataType.INSTANCE)
                        .valueType(IntegerDataType.INSTANCE));
    }

    boolean has(int show) {
        return programme.containsKey(programmeKey(show));
    }

    /// How many seats a show has in all; 0 if there is no such show.
    int capacity(int show) {
        return amount(records.get(recordKey(show, OF_SHOW)));
    }

    /// How many of its seats are left; [#NO_SHOW] if there is no such show.
    int left(int show) {
        var left = programme.get(programmeKey(show));
        return left == null ? NO_SHOW : left;
    }

    /// How many tickets of the show `customer` holds.
    int held(UserId customer, int show) {
        return amount(holdings.get(holdingKey(customer, ShowCode.inSchedule(show))));
    }

    /// The bookings of a show: keys for [#customer], and tickets.
    Cursor<Long, Integer> bookings(int show) {
        return records.cursor(recordKey(show, OF_SHOW + 1), recordKey(show, CUSTOMER_MAX), false);
    }

    /// What `customer` holds between two places in his schedule: keys for [#heldShow], and tickets.
    Cursor<Long, Integer> schedule(UserId customer, int first, int last) {
        return holdings.cursor(holdingKey(customer, first), holdingKey(customer, last), false);
    }

    /// The shows between two places in the programme: places, and seats left.
    Cursor<Long, Integer> programme(int first, int last) {
        return programme.cursor((long) first, (long) last, false);
    }

    /// Whether `customer` holds the same movie at the same time in another theatre.
    boolean holdsElsewhere(UserId customer, int show) {
        var then = schedule(customer, ShowCode.firstAtTime(show), ShowCode.lastAtTime(show));
        while (then.hasNext()) {
            if (ShowCode.clash(heldShow(then.next()), show)) {
                return true;
            }
        }
        return false;
    }

    /// Whether the indexes have as many entries as there are records. As [#isIndexed] finds one for
    /// each record, there are none beside.
    boolean isAllIndexed() {
        return records.sizeAsLong() == programme.sizeAsLong() + holdings.sizeAsLong();
    }

    /// Whether the index of a record's kind says what the record and those below it say.
    boolean isIndexed(long record, int amount) {
        int show = show(record);
        if ((record & CUSTOMER_MAX) != OF_SHOW) {
            return held(customer(record), show) == amount;
        }
        int left = amount;
        var bookings = bookings(show);
        while (bookings.hasNext()) {
            bookings.next();
            left -= bookings.getValue();
        }
        return left >= 0 && left == left(show);
    }

    /// Makes a show have `capacity` seats in all, of which `left` are left.
    void seat(int show, int capacity, int left, RecordChanges changes) {
        write(recordKey(show, OF_SHOW), capacity, changes);
        programme.put(programmeKey(show), left);
    }

    /// Takes a show away of which nobody holds tickets.
    void close(int show, RecordChanges changes) {
        write(recordKey(show, OF_SHOW), 0, changes);
        programme.remove(programmeKey(show));
    }

    /// Gives `customer` so many tickets more of a show; fewer, if `more` is negative.
    void give(UserId customer, int show, int more, RecordChanges changes) {
        hold(customer, show, held(customer, show) + more, left(show) - more, changes);
    }

    /// Makes `customer` hold so many tickets of a show, of which `left` seats are left then.
    void hold(UserId customer, int show, int tickets, int left, RecordChanges changes) {
        write(recordKey(show, customer.place()), tickets, changes);
        set(holdings, holdingKey(customer, ShowCode.inSchedule(show)), tickets);
        programme.put(programmeKey(show), left);
    }

    /// As [#hold], for a customer who holds none of the show; nobody is told.
    void enter(UserId customer, int show, int tickets, int left) {
        records.put(recordKey(show, customer.place()), tickets);
        holdings.put(holdingKey(customer, ShowCode.inSchedule(show)), tickets);
        programme.put(programmeKey(show), left);
        unsettled++;
    }

    /// The one place in which a record becomes another one.
    private void write(long key, int amount, RecordChanges changes) {
        int before = amount(set(records, key, amount));
        unsettled++;
        if (before != amount) {
            changes.changed(canonicalKey(key), canonicalValue(before), canonicalValue(amount));
        }
    }

    /// Gives `key` a value, or none if `amount` is 0, and returns the value before.
    private static @Nullable Integer set(MVMap<Long, Integer> map, long key, int amount) {
        return amount == 0 ? map.remove(key) : map.put(key, amount);
    }

    private static int amount(@Nullable Integer value) {
        return value == null ? 0 : value;
    }

    private static long recordKey(int show, int customer) {
        return ((long) show << CUSTOMER_BITS) | customer;
    }

    private static long programmeKey(int show) {
        return ShowCode.inProgramme(show);
    }

    private static long holdingKey(UserId customer, int place) {
        return ((long) customer.place() << ShowCode.BITS) | place;
    }

    /// The customer in the key of a booking's record.
    static UserId customer(long recordKey) {
        return UserId.atPlace((int) (recordKey & CUSTOMER_MAX));
    }

    /// The show in the key of any record.
    static int show(long recordKey) {
        return (int) (recordKey >>> CUSTOMER_BITS);
    }

    /// The show in a key of [#holdings].
    static int heldShow(long holdingKey) {
        return ShowCode.fromSchedule((int) holdingKey & ShowCode.MAX);
    }

    /// A record's key in canonical form.
    static Bytes canonicalKey(long recordKey) {
        var show = ShowCode.show(show(recordKey));
        return (recordKey & CUSTOMER_MAX) == OF_SHOW
                ? CanonicalRecord.key(show)
                : CanonicalRecord.key(show, customer(recordKey));
    }

    private static @Nullable Bytes canonicalValue(int amount) {
        return amount == 0 ? null : CanonicalRecord.value(amount);
    }
}
