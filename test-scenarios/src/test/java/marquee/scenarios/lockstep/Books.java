package marquee.scenarios.lockstep;

import com.google.common.base.Verify;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import marquee.applications.StateMachine.RecordChanges;
import marquee.applications.StateMachine.StateRecord;
import marquee.applications.booking.CanonicalRecord;
import marquee.applications.booking.CanonicalRecord.OfBooking;
import marquee.applications.booking.CanonicalRecord.OfShow;
import marquee.applications.booking.Show;
import marquee.applications.booking.UserId;
import marquee.protocol.wire.Bytes;
import org.jspecify.annotations.Nullable;

/// Which shows there are and who holds what, by the changes that an implementation tells of. They
/// count from [#settle] on, so that an operation can be looked at with what was before it.
final class Books implements RecordChanges {
    private static final NavigableMap<Show, Integer> NOTHING = new TreeMap<>(Show.SCHEDULE_ORDER);

    private final NavigableSet<Show> shows = new TreeSet<>(Show.SCHEDULE_ORDER);
    private final Map<UserId, NavigableMap<Show, Integer>> holdings = new TreeMap<>();
    private final List<Change> changes = new ArrayList<>();
    private int records;

    private record Change(CanonicalRecord of, boolean there) {}

    @Override
    public void changed(Bytes key, @Nullable Bytes before, @Nullable Bytes after) {
        var value = Verify.verifyNotNull(after == null ? before : after);
        var of = Verify.verifyNotNull(CanonicalRecord.decode(new StateRecord(key, value)));
        changes.add(new Change(of, after != null));
        records += (after == null ? 0 : 1) - (before == null ? 0 : 1);
    }

    /// Enters the changes told of since the last time.
    void settle() {
        changes.forEach(this::enter);
        changes.clear();
    }

    private void enter(Change change) {
        switch (change.of()) {
            case OfShow(var show, _) -> {
                var _ = change.there() ? shows.add(show) : shows.remove(show);
            }
            case OfBooking(var show, var customer, int tickets) -> {
                var held =
                        holdings.computeIfAbsent(customer, _ -> new TreeMap<>(Show.SCHEDULE_ORDER));
                if (change.there()) {
                    held.put(show, tickets);
                } else {
                    held.remove(show);
                }
            }
        }
    }

    /// How many records there are, changes not yet entered among them.
    int records() {
        return records;
    }

    /// All shows, in the order of schedules.
    NavigableSet<Show> shows() {
        return shows;
    }

    /// What `customer` holds.
    NavigableMap<Show, Integer> held(UserId customer) {
        return holdings.getOrDefault(customer, NOTHING);
    }

    /// The foreign shows that `customer` holds in the week of `date`.
    List<Show> foreign(UserId customer, LocalDate date) {
        var monday = date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        return held(customer).keySet().stream()
                .filter(show -> isForeign(customer, show))
                .filter(show -> !show.id().date().isBefore(monday))
                .filter(show -> show.id().date().isBefore(monday.plusWeeks(1)))
                .toList();
    }

    /// Whether `customer` holds the same movie at the same time at another theatre.
    boolean isElsewhere(UserId customer, Show show) {
        return held(customer).keySet().stream().anyMatch(other -> clash(show, other));
    }

    /// Whether nobody may hold both (rule 13).
    static boolean clash(Show one, Show other) {
        return one.movie() == other.movie()
                && one.id().date().equals(other.id().date())
                && one.id().slot() == other.id().slot()
                && one.id().theatre() != other.id().theatre();
    }

    static boolean isForeign(UserId customer, Show show) {
        return show.id().theatre() != customer.home();
    }
}
