package marquee.launcher.scenario.linear;

import java.time.LocalDate;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import marquee.applications.booking.Show;
import marquee.applications.booking.UserId;
import org.jspecify.annotations.Nullable;

/// The business date, all shows and all bookings at one moment. A value: what changes it makes
/// another one, which shares with it the shows that are the same in both.
final class World {
    private final LocalDate today;

    /// In the order of schedules; never changed.
    private final NavigableMap<Show, Showing> shows;

    private final int hash;

    /// A show with its bookings, which are never changed either.
    private record Showing(
            int capacity, int booked, NavigableMap<UserId, Integer> tickets, int hash) {
        static Showing of(int capacity, NavigableMap<UserId, Integer> tickets) {
            int booked = tickets.values().stream().mapToInt(Integer::intValue).sum();
            return new Showing(capacity, booked, tickets, 31 * tickets.hashCode() + capacity);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other == this
                    || (other instanceof Showing showing
                            && hash == showing.hash
                            && capacity == showing.capacity
                            && tickets.equals(showing.tickets));
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    private World(LocalDate today, NavigableMap<Show, Showing> shows, int hash) {
        this.today = today;
        this.shows = shows;
        this.hash = hash;
    }

    /// The world without shows.
    static World empty(LocalDate today) {
        return new World(today, new TreeMap<>(Show.SCHEDULE_ORDER), 0);
    }

    LocalDate today() {
        return today;
    }

    boolean has(Show show) {
        return shows.containsKey(show);
    }

    /// The seats of `show` that are sold.
    int booked(Show show) {
        return showing(show).booked();
    }

    /// The free seats of `show`.
    int left(Show show) {
        var showing = showing(show);
        return showing.capacity() - showing.booked();
    }

    /// The tickets that `customer` has for `show`, be there such a show or not.
    int held(UserId customer, Show show) {
        var showing = shows.get(show);
        return showing == null ? 0 : showing.tickets().getOrDefault(customer, 0);
    }

    /// The bookings of `show`, by customer.
    NavigableMap<UserId, Integer> bookings(Show show) {
        return showing(show).tickets();
    }

    /// The shows of `date` and of later days, in the order of schedules.
    Stream<Show> showsFrom(LocalDate date) {
        return shows.keySet().stream().filter(show -> !show.id().date().isBefore(date));
    }

    /// The shows that `customer` has tickets for, in the order of schedules.
    Stream<Show> heldBy(UserId customer) {
        return shows.entrySet().stream()
                .filter(each -> each.getValue().tickets().containsKey(customer))
                .map(each -> each.getKey());
    }

    /// The same on another day; the date never falls.
    World on(LocalDate date) {
        return date.isAfter(today) ? new World(date, shows, hash) : this;
    }

    /// With `show`, or with another capacity of it.
    World put(Show show, int capacity) {
        var before = shows.get(show);
        return with(show, Showing.of(capacity, before == null ? none() : before.tickets()));
    }

    /// Without `show` and its bookings.
    World without(Show show) {
        return with(show, null);
    }

    /// With so many tickets more in the hands of `customer`; with fewer if `more` is negative.
    World give(UserId customer, Show show, int more) {
        var before = showing(show);
        var tickets = new TreeMap<>(before.tickets());
        int held = held(customer, show) + more;
        if (held == 0) {
            tickets.remove(customer);
        } else {
            tickets.put(customer, held);
        }
        return with(show, Showing.of(before.capacity(), tickets));
    }

    private World with(Show show, @Nullable Showing showing) {
        var changed = new TreeMap<>(shows);
        var before = showing == null ? changed.remove(show) : changed.put(show, showing);
        return new World(today, changed, hash - hash(show, before) + hash(show, showing));
    }

    private static int hash(Show show, @Nullable Showing showing) {
        return showing == null ? 0 : (31 * show.hashCode() + showing.hash()) * 0x9e3779b9;
    }

    private static NavigableMap<UserId, Integer> none() {
        return new TreeMap<>();
    }

    private Showing showing(Show show) {
        return Objects.requireNonNull(shows.get(show), "no such show");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other == this
                || (other instanceof World world
                        && hash == world.hash
                        && today.equals(world.today)
                        && shows.equals(world.shows));
    }

    @Override
    public int hashCode() {
        return 31 * hash + today.hashCode();
    }
}
