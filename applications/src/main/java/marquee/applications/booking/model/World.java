package marquee.applications.booking.model;

import static com.google.common.base.Preconditions.checkState;

import java.time.LocalDate;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import marquee.applications.booking.CanonicalRecord;
import marquee.applications.booking.CanonicalRecord.OfBooking;
import marquee.applications.booking.CanonicalRecord.OfShow;
import marquee.applications.booking.Show;
import marquee.applications.booking.UserId;
import marquee.protocol.wire.Bytes;

/// All shows and all bookings, day by day: every question is answered by looking at all that runs
/// on the days it is about. Nothing is kept that can be counted.
final class World {
    private final NavigableMap<LocalDate, NavigableMap<Show, Showing>> days = new TreeMap<>();
    private final NavigableMap<Bytes, Change> changes = new TreeMap<>();

    /// A show and who holds how many tickets of it.
    private record Showing(int capacity, NavigableMap<UserId, Integer> tickets) {
        int booked() {
            return tickets.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    /// What became of a record; 0 is no record.
    record Change(int before, int after) {
        private Change then(Change next) {
            return new Change(before, next.after);
        }
    }

    private Optional<Showing> showing(Show show) {
        return Optional.ofNullable(days.get(show.id().date())).map(day -> day.get(show));
    }

    boolean has(Show show) {
        return showing(show).isPresent();
    }

    int booked(Show show) {
        return showing(show).map(Showing::booked).orElse(0);
    }

    int left(Show show) {
        return showing(show).map(there -> there.capacity() - there.booked()).orElse(0);
    }

    int held(UserId customer, Show show) {
        return showing(show).map(there -> there.tickets().get(customer)).orElse(0);
    }

    /// The bookings of `show` by customer, as they are now.
    NavigableMap<UserId, Integer> bookings(Show show) {
        return showing(show).map(there -> new TreeMap<>(there.tickets())).orElseGet(TreeMap::new);
    }

    /// The shows of `date` and of the days after it, in the order of schedules.
    Stream<Show> showsFrom(LocalDate date) {
        return days.tailMap(date, true).values().stream().flatMap(day -> day.keySet().stream());
    }

    /// All that `customer` holds, in the order of schedules.
    NavigableMap<Show, Integer> holdings(UserId customer) {
        return holdings(customer, LocalDate.MIN, LocalDate.MAX);
    }

    /// What `customer` holds on the days from `first` to `last`, in the order of schedules.
    NavigableMap<Show, Integer> holdings(UserId customer, LocalDate first, LocalDate last) {
        var held = new TreeMap<Show, Integer>(Show.SCHEDULE_ORDER);
        for (var day : days.subMap(first, true, last, true).values()) {
            for (var there : day.entrySet()) {
                var tickets = there.getValue().tickets().get(customer);
                if (tickets != null) {
                    held.put(there.getKey(), tickets);
                }
            }
        }
        return held;
    }

    /// Rule 13: is the movie of `show` at its date and slot, but at another theatre, in `held`?
    static boolean isElsewhere(Show show, NavigableMap<Show, Integer> held) {
        return held.keySet().stream()
                .filter(other -> other.movie() == show.movie())
                .filter(other -> other.id().date().equals(show.id().date()))
                .filter(other -> other.id().slot() == show.id().slot())
                .anyMatch(other -> other.id().theatre() != show.id().theatre());
    }

    /// The world that has these records, if operations can lead there: nobody holds tickets of no
    /// show, no show has more booked than it has seats, and nobody is in two places at once.
    static Optional<World> of(Iterable<CanonicalRecord> records) {
        var world = new World();
        for (var there : records) {
            switch (there) {
                case OfShow(var show, int capacity) -> world.put(show, capacity);
                case OfBooking(var show, var customer, int tickets) -> {
                    if (world.left(show) < tickets || isElsewhere(show, world.holdings(customer))) {
                        return Optional.empty();
                    }
                    world.give(customer, show, tickets);
                }
            }
        }
        return Optional.of(world);
    }

    /// Creates `show`, or gives it another capacity.
    void put(Show show, int capacity) {
        var before = showing(show);
        var tickets = before.map(Showing::tickets).orElseGet(TreeMap::new);
        days.computeIfAbsent(show.id().date(), _ -> new TreeMap<>(Show.SCHEDULE_ORDER))
                .put(show, new Showing(capacity, tickets));
        note(CanonicalRecord.key(show), before.map(Showing::capacity).orElse(0), capacity);
    }

    /// Takes `show` away, and the bookings on it.
    void remove(Show show) {
        bookings(show).forEach((customer, tickets) -> give(customer, show, -tickets));
        var gone = Objects.requireNonNull(days.get(show.id().date())).remove(show);
        note(CanonicalRecord.key(show), Objects.requireNonNull(gone).capacity(), 0);
    }

    /// Lets `customer` hold that many tickets more; fewer, if `more` is negative.
    void give(UserId customer, Show show, int more) {
        int before = held(customer, show);
        int after = before + more;
        checkState(after >= 0 && more <= left(show), "%s of %s for %s", more, show, customer);
        var tickets = showing(show).orElseThrow().tickets();
        if (after == 0) {
            tickets.remove(customer);
        } else {
            tickets.put(customer, after);
        }
        note(CanonicalRecord.key(show, customer), before, after);
    }

    private void note(Bytes key, int before, int after) {
        changes.merge(key, new Change(before, after), Change::then);
    }

    /// What became of records since this was asked last, by their keys.
    NavigableMap<Bytes, Change> takeChanges() {
        var taken = new TreeMap<>(changes);
        taken.values().removeIf(change -> change.before() == change.after());
        changes.clear();
        return taken;
    }

    /// All records, in the order of their keys.
    Stream<CanonicalRecord> records() {
        return days.values().stream()
                .flatMap(day -> day.keySet().stream())
                .sorted()
                .flatMap(this::records);
    }

    private Stream<CanonicalRecord> records(Show show) {
        var there = showing(show).orElseThrow();
        return Stream.concat(
                Stream.of(new OfShow(show, there.capacity())),
                there.tickets().entrySet().stream()
                        .map(held -> new OfBooking(show, held.getKey(), held.getValue())));
    }
}
