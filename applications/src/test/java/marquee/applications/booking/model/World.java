package marquee.applications.booking.model;

import static java.util.function.Predicate.not;

import com.google.common.collect.ImmutableList;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import marquee.applications.booking.CanonicalRecord;
import marquee.applications.booking.CanonicalRecord.OfBooking;
import marquee.applications.booking.CanonicalRecord.OfShow;
import marquee.applications.booking.Show;
import marquee.applications.booking.UserId;

/// All shows and all bookings at one moment, in no order. A world never changes: what happens makes
/// another one.
record World(ImmutableList<OfShow> shows, ImmutableList<OfBooking> bookings) {
    static final World EMPTY = new World(ImmutableList.of(), ImmutableList.of());

    boolean has(Show show) {
        return shows.stream().anyMatch(there -> there.show().equals(show));
    }

    int capacity(Show show) {
        return shows.stream()
                .filter(there -> there.show().equals(show))
                .mapToInt(OfShow::capacity)
                .sum();
    }

    int booked(Show show) {
        return bookingsOf(show).mapToInt(OfBooking::tickets).sum();
    }

    int left(Show show) {
        return capacity(show) - booked(show);
    }

    int held(UserId customer, Show show) {
        return bookingsOf(show)
                .filter(booking -> booking.customer().equals(customer))
                .mapToInt(OfBooking::tickets)
                .sum();
    }

    Stream<OfBooking> bookingsOf(Show show) {
        return bookings.stream().filter(booking -> booking.show().equals(show));
    }

    Stream<OfBooking> bookingsOf(UserId customer) {
        return bookings.stream().filter(booking -> booking.customer().equals(customer));
    }

    /// Rule 13: does the customer hold the same movie, date and slot at another theatre?
    boolean holdsElsewhere(UserId customer, Show show) {
        return bookingsOf(customer)
                .map(OfBooking::show)
                .filter(held -> held.movie() == show.movie())
                .filter(held -> held.id().date().equals(show.id().date()))
                .filter(held -> held.id().slot() == show.id().slot())
                .anyMatch(held -> held.id().theatre() != show.id().theatre());
    }

    /// Rule 14: how many foreign shows does the customer hold in the week of `date`?
    long foreignShowsInWeek(UserId customer, LocalDate date) {
        return bookingsOf(customer)
                .map(OfBooking::show)
                .filter(held -> held.id().theatre() != customer.home())
                .filter(held -> monday(held.id().date()).equals(monday(date)))
                .count();
    }

    private static LocalDate monday(LocalDate date) {
        return date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    /// Where a booking on `gone` goes when that show is removed: the next show of the same movie at
    /// the same theatre that has seats for all its tickets and does not clash.
    Optional<Show> nextShow(Show gone, UserId customer, int tickets) {
        return shows.stream()
                .map(OfShow::show)
                .filter(show -> show.movie() == gone.movie())
                .filter(show -> show.id().theatre() == gone.id().theatre())
                .filter(show -> Show.SCHEDULE_ORDER.compare(show, gone) > 0)
                .filter(show -> left(show) >= tickets)
                .filter(show -> !holdsElsewhere(customer, show))
                .min(Show.SCHEDULE_ORDER);
    }

    World withShow(Show show, int capacity) {
        var others = shows.stream().filter(there -> !there.show().equals(show));
        return new World(append(others, new OfShow(show, capacity)), bookings);
    }

    /// The show is gone, and so are the bookings on it.
    World withoutShow(Show show) {
        return new World(
                shows.stream()
                        .filter(there -> !there.show().equals(show))
                        .collect(ImmutableList.toImmutableList()),
                bookings.stream()
                        .filter(booking -> !booking.show().equals(show))
                        .collect(ImmutableList.toImmutableList()));
    }

    /// The customer holds that many tickets more; fewer, if `more` is negative.
    World withTickets(UserId customer, Show show, int more) {
        int tickets = held(customer, show) + more;
        var others =
                bookings.stream()
                        .filter(booking ->
                                !booking.show().equals(show)
                                        || !booking.customer().equals(customer));
        return new World(
                shows,
                tickets == 0
                        ? others.collect(ImmutableList.toImmutableList())
                        : append(others, new OfBooking(show, customer, tickets)));
    }

    private static <T> ImmutableList<T> append(Stream<T> others, T last) {
        return Stream.concat(others, Stream.of(last)).collect(ImmutableList.toImmutableList());
    }

    /// All records, in the order of their keys.
    ImmutableList<CanonicalRecord> records() {
        return Stream.<CanonicalRecord>concat(shows.stream(), bookings.stream())
                .sorted(Comparator.comparing(there -> there.encode().key()))
                .collect(ImmutableList.toImmutableList());
    }

    /// Whether operations can lead here: nobody holds tickets of no show, no show has more booked
    /// than it has seats, and nobody is in two places at once.
    boolean isPossible() {
        return bookings.stream().map(OfBooking::show).allMatch(this::has)
                && shows.stream().map(OfShow::show).allMatch(show -> left(show) >= 0)
                && bookings.stream()
                        .allMatch(not(held -> holdsElsewhere(held.customer(), held.show())));
    }

    /// The world that has these records.
    static World of(List<CanonicalRecord> records) {
        return new World(only(records, OfShow.class), only(records, OfBooking.class));
    }

    private static <T> ImmutableList<T> only(List<CanonicalRecord> records, Class<T> type) {
        return records.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .collect(ImmutableList.toImmutableList());
    }
}
