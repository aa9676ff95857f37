package marquee.frontend;

import java.util.Arrays;
import marquee.protocol.replication.Digest;
import marquee.protocol.replication.RequestId;
import org.jspecify.annotations.Nullable;

/// What a front end remembers of the newest places in the order at which requests of its own stand:
/// the agreed outcome's digest, and which slots have replied and how. It outlives the answer, so
/// that the third and fourth reply are judged too (rule P10). A place is found by its number modulo
/// the size, in one array of longs; a newer place takes an older one's cells without asking.
final class OutcomeRing {
    /// The cells of one place.
    private static final int NUMBER = 0;

    private static final int TICKET = 1;
    private static final int VIEW = 2;
    private static final int BOUND_AT = 3;
    private static final int REPLIED = 4;
    private static final int JUDGED = 5;
    private static final int RIGHT = 6;
    private static final int AGREED = 7;
    private static final int AGREED_HIGH = 8;
    private static final int AGREED_LOW = 9;
    private static final int CONTRARY = 10;
    private static final int CONTRARY_HIGH = 11;
    private static final int CONTRARY_LOW = 12;
    private static final int AWAITED = 13;
    private static final int CELLS = 14;

    private static final long EXECUTED = 1;
    private static final long REPEATED = 2;

    private final int mask;
    private final long[] cells;
    private final @Nullable RequestId[] ids;
    private long newest;

    /// Makes a ring of `size` places, a power of two.
    OutcomeRing(int size) {
        this.mask = size - 1;
        this.cells = new long[size * CELLS];
        this.ids = new @Nullable RequestId[size];
    }

    /// Makes `number` known as the place of request `id`; null if nobody waits for it there. A
    /// place that somebody has waited at keeps what is known of its outcome.
    void open(long number, @Nullable RequestId id, long ticket, long viewNumber, long now) {
        if (!isAwaited(number)) {
            int from = cell(number, 0);
            Arrays.fill(cells, from, from + CELLS, 0);
            set(number, NUMBER, number);
            set(number, BOUND_AT, now);
            set(number, VIEW, viewNumber);
            set(number, AWAITED, id == null ? 0 : 1);
            ids[place(number)] = id;
        }
        set(number, TICKET, ticket);
        newest = Math.max(newest, number);
    }

    /// Whether `number` is known.
    boolean holds(long number) {
        return number > 0 && get(number, NUMBER) == number;
    }

    /// Whether `number` is known as a place at which somebody waits, or waited, for an outcome.
    boolean isAwaited(long number) {
        return holds(number) && get(number, AWAITED) != 0;
    }

    /// The highest number that ever was made known.
    long newest() {
        return newest;
    }

    /// The lowest number that can still be known.
    long oldest() {
        return Math.max(1, newest - mask);
    }

    long ticket(long number) {
        return get(number, TICKET);
    }

    long viewNumber(long number) {
        return get(number, VIEW);
    }

    long boundAt(long number) {
        return get(number, BOUND_AT);
    }

    /// The request at `number`, until it is released.
    @Nullable RequestId id(long number) {
        return ids[place(number)];
    }

    /// Forgets the request's name: nobody will be asked for a reply at `number` again.
    void release(long number) {
        ids[place(number)] = null;
    }

    /// The request whose unfinished business at another place would be lost if `number` were made
    /// known; null for none.
    @Nullable RequestId displacedBy(long number) {
        return holds(number) ? null : ids[place(number)];
    }

    /// The slots that have replied, as the bits of a [SlotSet].
    long replied(long number) {
        return get(number, REPLIED);
    }

    void markReplied(long number, long slotBit) {
        set(number, REPLIED, get(number, REPLIED) | slotBit);
    }

    /// Whether a quorum has agreed at `number`.
    boolean isAgreed(long number) {
        return get(number, AGREED) != 0;
    }

    /// Whether what was agreed on at `number` names an earlier place, so that replies to it tell of
    /// memory and not of execution (rule P29).
    boolean isRepeat(long number) {
        return get(number, AGREED) == REPEATED;
    }

    void agree(long number, Digest agreed, boolean repeat) {
        set(number, AGREED, repeat ? REPEATED : EXECUTED);
        set(number, AGREED_HIGH, agreed.high());
        set(number, AGREED_LOW, agreed.low());
    }

    boolean isRight(long number, Digest digest) {
        return digest.high() == get(number, AGREED_HIGH) && digest.low() == get(number, AGREED_LOW);
    }

    /// The slots whose reply has been held against the agreed outcome.
    long judged(long number) {
        return get(number, JUDGED);
    }

    /// The slots whose reply was the agreed outcome.
    long right(long number) {
        return get(number, RIGHT);
    }

    void markJudged(long number, long slotBit, boolean right) {
        set(number, JUDGED, get(number, JUDGED) | slotBit);
        if (right) {
            set(number, RIGHT, get(number, RIGHT) | slotBit);
        }
    }

    /// Counts `digest` among the outcomes that differ from the agreed one. Of those only the first
    /// and its likes are counted: within what a group can bear there is no second quorum of any.
    ///
    /// @return how many slots are known to agree on it, 1 if it is not the first
    int countContrary(long number, Digest digest) {
        long count = get(number, CONTRARY);
        if (count == 0) {
            set(number, CONTRARY_HIGH, digest.high());
            set(number, CONTRARY_LOW, digest.low());
        } else if (digest.high() != get(number, CONTRARY_HIGH)
                || digest.low() != get(number, CONTRARY_LOW)) {
            return 1;
        }
        set(number, CONTRARY, count + 1);
        return (int) (count + 1);
    }

    /// How many slots agree on the outcome that differs from the agreed one.
    int contrary(long number) {
        return (int) get(number, CONTRARY);
    }

    private int place(long number) {
        return (int) number & mask;
    }

    private int cell(long number, int cell) {
        return place(number) * CELLS + cell;
    }

    private long get(long number, int cell) {
        return cells[cell(number, cell)];
    }

    private void set(long number, int cell, long value) {
        cells[cell(number, cell)] = value;
    }
}
