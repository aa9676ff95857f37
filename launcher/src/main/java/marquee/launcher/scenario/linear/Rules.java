package marquee.launcher.scenario.linear;

import static marquee.applications.booking.RefusalCode.BELOW_BOOKED;
import static marquee.applications.booking.RefusalCode.NOT_BOOKED;
import static marquee.applications.booking.RefusalCode.NOT_ENOUGH_SEATS;
import static marquee.applications.booking.RefusalCode.NOT_YOUR_THEATRE;
import static marquee.applications.booking.RefusalCode.NO_SUCH_SHOW;
import static marquee.applications.booking.RefusalCode.PAST_DATE;
import static marquee.applications.booking.RefusalCode.SAME_SHOW;
import static marquee.applications.booking.RefusalCode.SAME_SHOW_ELSEWHERE;
import static marquee.applications.booking.RefusalCode.TOO_FAR;
import static marquee.applications.booking.RefusalCode.TOO_MANY;
import static marquee.applications.booking.RefusalCode.WEEK_LIMIT;

import com.google.common.collect.ImmutableList;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Objects;
import marquee.applications.booking.Argument;
import marquee.applications.booking.BookingOperation;
import marquee.applications.booking.BookingOperation.AddMovieSlots;
import marquee.applications.booking.BookingOperation.BookMovieTickets;
import marquee.applications.booking.BookingOperation.CancelMovieTickets;
import marquee.applications.booking.BookingOperation.ExchangeTickets;
import marquee.applications.booking.BookingOperation.GetBookingSchedule;
import marquee.applications.booking.BookingOperation.ListMovieShowsAvailability;
import marquee.applications.booking.BookingOperation.RemoveMovieSlots;
import marquee.applications.booking.BookingOperation.ShowArguments;
import marquee.applications.booking.BookingResult;
import marquee.applications.booking.BookingResult.Added;
import marquee.applications.booking.BookingResult.Availability;
import marquee.applications.booking.BookingResult.Booked;
import marquee.applications.booking.BookingResult.Booking;
import marquee.applications.booking.BookingResult.Cancelled;
import marquee.applications.booking.BookingResult.Dropped;
import marquee.applications.booking.BookingResult.Exchanged;
import marquee.applications.booking.BookingResult.Listed;
import marquee.applications.booking.BookingResult.Moved;
import marquee.applications.booking.BookingResult.Refused;
import marquee.applications.booking.BookingResult.Removed;
import marquee.applications.booking.BookingResult.Schedule;
import marquee.applications.booking.BookingResult.Updated;
import marquee.applications.booking.EarlyChecks;
import marquee.applications.booking.Movie;
import marquee.applications.booking.RefusalCode;
import marquee.applications.booking.Show;
import marquee.applications.booking.UserId;
import org.jspecify.annotations.Nullable;

/// The operations of docs/domain.md as functions of a [World], which they leave as it was: a search
/// comes back to it. The [reference model][marquee.applications.booking.model.ReferenceModel] says
/// the same of one state that it changes, so it cannot take their place; a test holds the two
/// together.
final class Rules {
    private static final int WINDOW_DAYS = 7;
    private static final int FOREIGN_SHOWS_MAX = 3;

    private Rules() {}

    /// What an operation is answered, and the world after it.
    record Turn(BookingResult result, World world) {}

    /// Executes `operation` in `world`.
    static Turn turn(World world, BookingOperation operation) {
        var early = EarlyChecks.refusal(operation);
        if (early != null) {
            return new Turn(early, world);
        }
        return switch (operation) {
            case AddMovieSlots add ->
                    add(world, value(add.actor()), show(add.show()), (int) add.capacity());
            case RemoveMovieSlots remove ->
                    remove(world, value(remove.actor()), show(remove.show()));
            case ListMovieShowsAvailability list -> list(world, value(list.movie()));
            case BookMovieTickets book ->
                    book(world, value(book.customer()), show(book.show()), (int) book.tickets());
            case GetBookingSchedule schedule -> schedule(world, value(schedule.customer()));
            case CancelMovieTickets cancel ->
                    cancel(
                            world,
                            value(cancel.customer()),
                            show(cancel.show()),
                            (int) cancel.tickets());
            case ExchangeTickets exchange -> exchange(world, exchange);
        };
    }

    /// What an argument says that the early checks have found well-formed.
    static <T> T value(Argument<T> argument) {
        return Objects.requireNonNull(argument.value());
    }

    /// The show that two well-formed arguments name.
    static Show show(ShowArguments arguments) {
        return new Show(value(arguments.id()), value(arguments.movie()));
    }

    private static Turn refuse(World world, RefusalCode code) {
        return new Turn(new Refused(code), world);
    }

    private static Turn add(World world, UserId admin, Show show, int capacity) {
        if (admin.home() != show.id().theatre()) {
            return refuse(world, NOT_YOUR_THEATRE);
        }
        if (isPast(world, show)) {
            return refuse(world, PAST_DATE);
        }
        if (show.id().date().isAfter(world.today().plusDays(WINDOW_DAYS))) {
            return refuse(world, TOO_FAR);
        }
        boolean isNew = !world.has(show);
        int booked = isNew ? 0 : world.booked(show);
        if (capacity < booked) {
            return new Turn(new Refused(BELOW_BOOKED, booked), world);
        }
        int left = capacity - booked;
        return new Turn(
                isNew ? new Added(capacity, booked, left) : new Updated(capacity, booked, left),
                world.put(show, capacity));
    }

    private static Turn remove(World world, UserId admin, Show gone) {
        if (admin.home() != gone.id().theatre()) {
            return refuse(world, NOT_YOUR_THEATRE);
        }
        if (isPast(world, gone)) {
            return refuse(world, PAST_DATE);
        }
        if (!world.has(gone)) {
            return refuse(world, NO_SUCH_SHOW);
        }
        var moved = ImmutableList.<Moved>builder();
        var dropped = ImmutableList.<Dropped>builder();
        var after = world.without(gone);
        for (var booking : world.bookings(gone).entrySet()) {
            var customer = booking.getKey();
            int tickets = booking.getValue();
            var next = nextShow(after, gone, customer, tickets);
            if (next == null) {
                dropped.add(new Dropped(customer, tickets));
            } else {
                moved.add(new Moved(customer, tickets, next.id()));
                after = after.give(customer, next, tickets);
            }
        }
        return new Turn(new Removed(moved.build(), dropped.build()), after);
    }

    /// Where a booking of a show goes that is gone; null if nowhere.
    private static @Nullable Show nextShow(World world, Show gone, UserId customer, int tickets) {
        return world.showsFrom(gone.id().date())
                .filter(show -> show.movie() == gone.movie())
                .filter(show -> show.id().theatre() == gone.id().theatre())
                .filter(show -> Show.SCHEDULE_ORDER.compare(show, gone) > 0)
                .filter(show -> world.left(show) >= tickets)
                .filter(show -> !isHeldElsewhere(world, customer, show))
                .findFirst()
                .orElse(null);
    }

    private static Turn list(World world, Movie movie) {
        var shows =
                world.showsFrom(world.today())
                        .filter(show -> show.movie() == movie)
                        .sorted()
                        .map(show -> new Availability(show.id(), world.left(show)))
                        .collect(ImmutableList.toImmutableList());
        return new Turn(new Listed(movie, shows), world);
    }

    private static Turn book(World world, UserId customer, Show show, int tickets) {
        if (isPast(world, show)) {
            return refuse(world, PAST_DATE);
        }
        if (!world.has(show)) {
            return refuse(world, NO_SUCH_SHOW);
        }
        var hindrance = hindrance(world, customer, show, tickets);
        if (hindrance != null) {
            return new Turn(hindrance, world);
        }
        var after = world.give(customer, show, tickets);
        return new Turn(new Booked(after.held(customer, show), after.left(show)), after);
    }

    private static Turn schedule(World world, UserId customer) {
        var bookings =
                world.heldBy(customer)
                        .map(show -> new Booking(show, world.held(customer, show)))
                        .collect(ImmutableList.toImmutableList());
        return new Turn(new Schedule(customer, bookings), world);
    }

    private static Turn cancel(World world, UserId customer, Show show, int tickets) {
        if (isPast(world, show)) {
            return refuse(world, PAST_DATE);
        }
        if (!world.has(show)) {
            return refuse(world, NO_SUCH_SHOW);
        }
        var tooFew = tooFewHeld(world, customer, show, tickets);
        if (tooFew != null) {
            return new Turn(tooFew, world);
        }
        var after = world.give(customer, show, -tickets);
        return new Turn(new Cancelled(after.held(customer, show), after.left(show)), after);
    }

    private static Turn exchange(World world, ExchangeTickets exchange) {
        var customer = value(exchange.customer());
        var from = show(exchange.oldShow());
        var to = show(exchange.newShow());
        int tickets = (int) exchange.tickets();
        if (from.equals(to)) {
            return refuse(world, SAME_SHOW);
        }
        if (isPast(world, from) || isPast(world, to)) {
            return refuse(world, PAST_DATE);
        }
        if (!world.has(from)) {
            return refuse(world, NO_SUCH_SHOW);
        }
        var tooFew = tooFewHeld(world, customer, from, tickets);
        if (tooFew != null) {
            return new Turn(tooFew, world);
        }
        if (!world.has(to)) {
            return refuse(world, NO_SUCH_SHOW);
        }
        var given = world.give(customer, from, -tickets);
        var hindrance = hindrance(given, customer, to, tickets);
        if (hindrance != null) {
            return new Turn(hindrance, world);
        }
        var after = given.give(customer, to, tickets);
        return new Turn(
                new Exchanged(
                        after.held(customer, from),
                        after.left(from),
                        after.held(customer, to),
                        after.left(to)),
                after);
    }

    private static boolean isPast(World world, Show show) {
        return show.id().date().isBefore(world.today());
    }

    private static @Nullable Refused tooFewHeld(
            World world, UserId customer, Show show, int tickets) {
        int held = world.held(customer, show);
        if (held == 0) {
            return new Refused(NOT_BOOKED);
        }
        return held < tickets ? new Refused(TOO_MANY, held) : null;
    }

    /// Why `customer` cannot have the tickets (checks 13 to 15); null if he can.
    private static @Nullable Refused hindrance(
            World world, UserId customer, Show show, int tickets) {
        if (isHeldElsewhere(world, customer, show)) {
            return new Refused(SAME_SHOW_ELSEWHERE);
        }
        boolean isNew = world.held(customer, show) == 0;
        if (isNew
                && isForeign(show, customer)
                && foreignShows(world, customer, show.id().date()) >= FOREIGN_SHOWS_MAX) {
            return new Refused(WEEK_LIMIT);
        }
        int left = world.left(show);
        return left < tickets ? new Refused(NOT_ENOUGH_SEATS, left) : null;
    }

    /// Rule 13.
    private static boolean isHeldElsewhere(World world, UserId customer, Show show) {
        return world.heldBy(customer)
                .filter(other -> other.movie() == show.movie())
                .filter(other -> other.id().date().equals(show.id().date()))
                .filter(other -> other.id().slot() == show.id().slot())
                .anyMatch(other -> other.id().theatre() != show.id().theatre());
    }

    /// How many foreign shows `customer` holds in the week of `date`.
    private static long foreignShows(World world, UserId customer, LocalDate date) {
        var monday = monday(date);
        return world.heldBy(customer)
                .filter(show -> isForeign(show, customer))
                .filter(show -> monday(show.id().date()).equals(monday))
                .count();
    }

    private static LocalDate monday(LocalDate date) {
        return date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    private static boolean isForeign(Show show, UserId customer) {
        return show.id().theatre() != customer.home();
    }
}
