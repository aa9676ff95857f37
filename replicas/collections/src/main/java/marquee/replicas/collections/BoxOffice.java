package marquee.replicas.collections;

import static com.google.common.base.Preconditions.checkState;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import marquee.applications.StateMachine.RecordChanges;
import marquee.applications.booking.CanonicalRecord;
import marquee.applications.booking.Movie;
import marquee.applications.booking.MovieId;
import marquee.applications.booking.Show;
import marquee.applications.booking.Theatre;
import marquee.applications.booking.TimeSlot;
import marquee.applications.booking.UserId;
import marquee.protocol.wire.Bytes;
import org.jspecify.annotations.Nullable;

/// The state: every show with its bookings, and the same bookings by customer. It keeps both
/// indexes equal and reports each change of a record; of the rules it knows nothing.
final class BoxOffice {
    private final NavigableMap<Show, Screening> screenings = new TreeMap<>();

    /// What each customer holds, in schedule order. Looked up, and walked through only to count.
    private final Map<UserId, NavigableMap<Show, Holding>> byCustomer = new HashMap<>();

    @Nullable Screening screening(Show show) {
        return screenings.get(show);
    }

    /// The screenings from `show` on, all if it is null, in the order of the canonical records.
    Collection<Screening> from(@Nullable Show show) {
        return show == null ? screenings.values() : screenings.tailMap(show, true).values();
    }

    /// The screenings at the theatre of `id` from `id` on, in order.
    Collection<Screening> atTheatreFrom(MovieId id) {
        var last = new MovieId(id.theatre(), MovieId.LAST_DATE, TimeSlot.EVENING);
        return screenings
                .subMap(new Show(id, Movie.AVATAR), true, new Show(last, Movie.TITANIC), true)
                .values();
    }

    /// What `customer` holds, in schedule order.
    NavigableMap<Show, Holding> heldBy(UserId customer) {
        return byCustomer.getOrDefault(customer, Collections.emptyNavigableMap());
    }

    int held(UserId customer, Show show) {
        var holding = heldBy(customer).get(show);
        return holding == null ? 0 : holding.tickets;
    }

    /// Whether `customer` holds the same movie, date and slot as `show` at another theatre, not
    /// counting the show `givenUp`.
    boolean holdsElsewhere(UserId customer, Show show, @Nullable Show givenUp) {
        for (var other : heldAt(customer, show.id()).keySet()) {
            if (other.movie() == show.movie()
                    && other.id().theatre() != show.id().theatre()
                    && !other.equals(givenUp)) {
                return true;
            }
        }
        return false;
    }

    /// What `customer` holds at the time of `id`, wherever it is.
    private NavigableMap<Show, Holding> heldAt(UserId customer, MovieId id) {
        var first = new MovieId(Theatre.ATW, id.date(), id.slot());
        var last = new MovieId(Theatre.VER, id.date(), id.slot());
        return heldBy(customer)
                .subMap(new Show(first, Movie.AVATAR), true, new Show(last, Movie.TITANIC), true);
    }

    Screening open(Show show, int capacity, RecordChanges changes) {
        var screening = new Screening(show, capacity);
        screenings.put(show, screening);
        changes.changed(CanonicalRecord.key(show), null, CanonicalRecord.value(capacity));
        return screening;
    }

    void resize(Screening screening, int capacity, RecordChanges changes) {
        int before = screening.capacity;
        screening.capacity = capacity;
        if (before != capacity) {
            changes.changed(
                    CanonicalRecord.key(screening.show),
                    CanonicalRecord.value(before),
                    CanonicalRecord.value(capacity));
        }
    }

    /// Takes away a screening that nobody holds tickets of.
    void close(Screening screening, RecordChanges changes) {
        screenings.remove(screening.show);
        changes.changed(
                CanonicalRecord.key(screening.show),
                CanonicalRecord.value(screening.capacity),
                null);
    }

    /// Gives `customer` that many tickets more, or fewer if `more` is negative.
    ///
    /// @return how many he holds then
    int give(UserId customer, Screening screening, int more, RecordChanges changes) {
        var holding = screening.holdings.get(customer);
        if (holding == null) {
            holding = new Holding();
            screening.holdings.put(customer, holding);
            byCustomer
                    .computeIfAbsent(customer, _ -> new TreeMap<>(Show.SCHEDULE_ORDER))
                    .put(screening.show, holding);
        }
        int before = holding.tickets;
        holding.tickets += more;
        screening.booked += more;
        if (holding.tickets == 0) {
            forget(customer, screening);
        }
        changes.changed(
                CanonicalRecord.key(screening.show, customer),
                valueOrNull(before),
                valueOrNull(holding.tickets));
        return holding.tickets;
    }

    private void forget(UserId customer, Screening screening) {
        screening.holdings.remove(customer);
        var holdings = byCustomer.get(customer);
        if (holdings != null) {
            holdings.remove(screening.show);
            if (holdings.isEmpty()) {
                byCustomer.remove(customer);
            }
        }
    }

    /// Stops whoever relies on `screening` though its seats are not those of its bookings.
    void check(Screening screening) {
        int tickets = 0;
        for (var held : screening.holdings.values()) {
            tickets += held.tickets;
        }
        checkState(
                tickets == screening.booked && tickets <= screening.capacity,
                "%s tickets, though %s of %s are booked: %s",
                tickets,
                screening.booked,
                screening.capacity,
                screening.show);
    }

    /// Stops whoever relies on the index by customer though it does not know `holding`.
    void check(UserId customer, Screening screening, Holding holding) {
        checkState(
                heldBy(customer).get(screening.show) == holding,
                "%s holds something else than %s knows",
                customer,
                screening.show);
    }

    /// The same, should it know of a holding that no screening has.
    void checkSizes() {
        int held = 0;
        for (var screening : screenings.values()) {
            held += screening.holdings.size();
        }
        int indexed = 0;
        for (var holdings : byCustomer.values()) {
            indexed += holdings.size();
        }
        checkState(held == indexed, "%s holdings, of customers %s", held, indexed);
    }

    private static @Nullable Bytes valueOrNull(int tickets) {
        return tickets == 0 ? null : CanonicalRecord.value(tickets);
    }
}
