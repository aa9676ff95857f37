package marquee.applications.booking.model;

import static marquee.applications.booking.RefusalCode.BAD_MOVIE_ID;
import static marquee.applications.booking.RefusalCode.BAD_NUMBER;
import static marquee.applications.booking.RefusalCode.BAD_USER_ID;
import static marquee.applications.booking.RefusalCode.BELOW_BOOKED;
import static marquee.applications.booking.RefusalCode.NOT_ALLOWED;
import static marquee.applications.booking.RefusalCode.NOT_BOOKED;
import static marquee.applications.booking.RefusalCode.NOT_ENOUGH_SEATS;
import static marquee.applications.booking.RefusalCode.NOT_YOUR_THEATRE;
import static marquee.applications.booking.RefusalCode.NO_SUCH_SHOW;
import static marquee.applications.booking.RefusalCode.PAST_DATE;
import static marquee.applications.booking.RefusalCode.SAME_SHOW;
import static marquee.applications.booking.RefusalCode.SAME_SHOW_ELSEWHERE;
import static marquee.applications.booking.RefusalCode.TOO_FAR;
import static marquee.applications.booking.RefusalCode.TOO_MANY;
import static marquee.applications.booking.RefusalCode.UNKNOWN_MOVIE;
import static marquee.applications.booking.RefusalCode.WEEK_LIMIT;

import com.google.common.collect.ImmutableList;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.NavigableMap;
import java.util.Optional;
import marquee.applications.booking.Argument;
import marquee.applications.booking.BookingCodec;
import marquee.applications.booking.BookingOperation;
import marquee.applications.booking.BookingOperation.AddMovieSlots;
import marquee.applications.booking.BookingOperation.BookMovieTickets;
import marquee.applications.booking.BookingOperation.CancelMovieTickets;
import marquee.applications.booking.BookingOperation.ExchangeTickets;
import marquee.applications.booking.BookingOperation.GetBookingSchedule;
import marquee.applications.booking.BookingOperation.ListMovieShowsAvailability;
import marquee.applications.booking.BookingOperation.RemoveMovieSlots;
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
import marquee.applications.booking.RefusalCode;
import marquee.applications.booking.Show;
import marquee.applications.booking.UserId;
import marquee.protocol.wire.Bytes;

/// What docs/domain.md says, and nothing else: made to be read beside it.
public final class ReferenceModel extends RecordedWorld {
    private static final int WINDOW_DAYS = 7;
    private static final int FOREIGN_SHOWS_MAX = 3;

    @Override
    BookingResult answer(LocalDate today, BookingOperation operation) {
        var request = Request.of(operation);
        for (var check : DecisionTable.of(operation).checks()) {
            var refused = check(check, today, request);
            if (refused.isPresent()) {
                return refused.get();
            }
        }
        return switch (operation) {
            case AddMovieSlots _ -> add(request.show(), request.tickets());
            case RemoveMovieSlots _ -> remove(request.show());
            case ListMovieShowsAvailability _ -> list(today, request);
            case BookMovieTickets _ -> book(request);
            case GetBookingSchedule _ -> schedule(request.theCustomer());
            case CancelMovieTickets _ -> cancel(request);
            case ExchangeTickets _ -> exchange(request);
        };
    }

    /// All checks that an operation fails here and now, in the order of its row; [#answer] stops at
    /// the first. What one finds malformed, out of range or not held, the later ones do not look
    /// at.
    ///
    /// @throws IllegalArgumentException if the bytes are no operation
    public ImmutableList<String> failed(LocalDate today, Bytes bytes) {
        var operation = BookingCodec.decodeOperation(bytes);
        if (operation == null) {
            throw new IllegalArgumentException("no operation: " + bytes);
        }
        var request = Request.of(operation);
        var failed = ImmutableList.<String>builder();
        int last = Integer.MAX_VALUE;
        for (var check : DecisionTable.of(operation).checks()) {
            int number = DecisionTable.number(check);
            if (number <= last && check(check, today, request).isPresent()) {
                failed.add(check);
                last = Math.min(last, lastAfter(number));
            }
        }
        return failed.build();
    }

    /// The last check that can be made when this one fails.
    private static int lastAfter(int failed) {
        return switch (failed) {
            case 1, 3, 4 -> 5;
            case 5 -> 9;
            case 11 -> 12;
            default -> Integer.MAX_VALUE;
        };
    }

    /// Makes one check of the table.
    private Optional<Refused> check(String check, LocalDate today, Request request) {
        return switch (check) {
            case "1" -> refuse(BAD_USER_ID, !usersAreWellFormed(request));
            case "2" -> refuse(NOT_ALLOWED, !isAllowed(request));
            case "3", "3old" -> refuse(UNKNOWN_MOVIE, request.movies().getFirst().isMalformed());
            case "3new" -> refuse(UNKNOWN_MOVIE, request.movies().getLast().isMalformed());
            case "4", "4old" -> refuse(BAD_MOVIE_ID, request.ids().getFirst().isMalformed());
            case "4new" -> refuse(BAD_MOVIE_ID, request.ids().getLast().isMalformed());
            case "5" -> refuse(BAD_NUMBER, request.number() < 1 || request.number() > 10_000);
            case "6" ->
                    refuse(
                            NOT_YOUR_THEATRE,
                            request.actor().home() != request.show().id().theatre());
            case "7" -> refuse(SAME_SHOW, request.show().equals(request.wantedShow()));
            case "8", "8old" -> refuse(PAST_DATE, date(request.show()).isBefore(today));
            case "8new" -> refuse(PAST_DATE, date(request.wantedShow()).isBefore(today));
            case "9" -> refuse(TOO_FAR, date(request.show()).isAfter(today.plusDays(WINDOW_DAYS)));
            case "10", "10old" -> refuse(NO_SUCH_SHOW, !world.has(request.show()));
            case "10new" -> refuse(NO_SUCH_SHOW, !world.has(request.wantedShow()));
            case "11" -> tooFewHeld(request);
            case "12" ->
                    refuse(
                            BELOW_BOOKED,
                            request.number() < world.booked(request.show()),
                            world.booked(request.show()));
            case "13" ->
                    refuse(
                            SAME_SHOW_ELSEWHERE,
                            World.isElsewhere(request.wantedShow(), heldInWeek(request)));
            case "14" -> refuse(WEEK_LIMIT, isOverWeekLimit(request));
            case "15" ->
                    refuse(
                            NOT_ENOUGH_SEATS,
                            world.left(request.wantedShow()) < request.number(),
                            world.left(request.wantedShow()));
            default -> throw new IllegalArgumentException(check);
        };
    }

    private static Optional<Refused> refuse(RefusalCode code, boolean applies) {
        return applies ? Optional.of(new Refused(code)) : Optional.empty();
    }

    private static Optional<Refused> refuse(RefusalCode code, boolean applies, int amount) {
        return applies ? Optional.of(new Refused(code, amount)) : Optional.empty();
    }

    private static boolean usersAreWellFormed(Request request) {
        return !request.operation().actor().isMalformed()
                && request.customer().stream().noneMatch(Argument::isMalformed)
                && (request.customer().isEmpty() || !request.theCustomer().isAdmin());
    }

    private static boolean isAllowed(Request request) {
        var actor = request.operation().actor();
        return request.isByAdmin()
                || (!request.needsAdmin() && request.customer().equals(Optional.of(actor)));
    }

    private Optional<Refused> tooFewHeld(Request request) {
        int held = world.held(request.theCustomer(), request.show());
        return held == 0
                ? refuse(NOT_BOOKED, true)
                : refuse(TOO_MANY, held < request.number(), held);
    }

    private boolean isOverWeekLimit(Request request) {
        var show = request.wantedShow();
        var home = request.theCustomer().home();
        var held = heldInWeek(request).keySet();
        return show.id().theatre() != home
                && !held.contains(show)
                && held.stream().filter(there -> there.id().theatre() != home).count()
                        >= FOREIGN_SHOWS_MAX;
    }

    /// What is held in the week in which seats are wanted; in an exchange, after the old tickets
    /// are gone.
    private NavigableMap<Show, Integer> heldInWeek(Request request) {
        var date = date(request.wantedShow());
        var monday = date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        var sunday = date.with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY));
        var held = world.holdings(request.theCustomer(), monday, sunday);
        if (request.operation() instanceof ExchangeTickets) {
            held.computeIfPresent(request.show(), (_, tickets) -> tickets - request.tickets());
            held.values().removeIf(tickets -> tickets == 0);
        }
        return held;
    }

    private static LocalDate date(Show show) {
        return show.id().date();
    }

    private BookingResult add(Show show, int capacity) {
        boolean isNew = !world.has(show);
        world.put(show, capacity);
        int booked = world.booked(show);
        return isNew
                ? new Added(capacity, booked, capacity - booked)
                : new Updated(capacity, booked, capacity - booked);
    }

    private BookingResult remove(Show gone) {
        var homeless = world.bookings(gone);
        world.remove(gone);
        var moved = ImmutableList.<Moved>builder();
        var dropped = ImmutableList.<Dropped>builder();
        homeless.forEach((customer, tickets) -> {
            var next = nextShow(gone, customer, tickets);
            if (next.isPresent()) {
                world.give(customer, next.get(), tickets);
                moved.add(new Moved(customer, tickets, next.get().id()));
            } else {
                dropped.add(new Dropped(customer, tickets));
            }
        });
        return new Removed(moved.build(), dropped.build());
    }

    /// Where a booking on `gone` goes when that show is removed: the next show of the same movie at
    /// the same theatre that has seats for all its tickets and does not clash.
    private Optional<Show> nextShow(Show gone, UserId customer, int tickets) {
        return world.showsFrom(date(gone))
                .filter(show -> Show.SCHEDULE_ORDER.compare(show, gone) > 0)
                .filter(show -> show.movie() == gone.movie())
                .filter(show -> show.id().theatre() == gone.id().theatre())
                .filter(show -> world.left(show) >= tickets)
                .filter(show -> !World.isElsewhere(show, heldOn(date(show), customer)))
                .findFirst();
    }

    private NavigableMap<Show, Integer> heldOn(LocalDate date, UserId customer) {
        return world.holdings(customer, date, date);
    }

    private BookingResult list(LocalDate today, Request request) {
        return new Listed(
                request.movie(),
                world.showsFrom(today)
                        .filter(show -> show.movie() == request.movie())
                        .sorted()
                        .map(show -> new Availability(show.id(), world.left(show)))
                        .collect(ImmutableList.toImmutableList()));
    }

    private BookingResult book(Request request) {
        var show = request.show();
        world.give(request.theCustomer(), show, request.tickets());
        return new Booked(world.held(request.theCustomer(), show), world.left(show));
    }

    private BookingResult schedule(UserId customer) {
        return new Schedule(
                customer,
                world.holdings(customer).entrySet().stream()
                        .map(held -> new Booking(held.getKey(), held.getValue()))
                        .collect(ImmutableList.toImmutableList()));
    }

    private BookingResult cancel(Request request) {
        var show = request.show();
        world.give(request.theCustomer(), show, -request.tickets());
        return new Cancelled(world.held(request.theCustomer(), show), world.left(show));
    }

    private BookingResult exchange(Request request) {
        var customer = request.theCustomer();
        var from = request.show();
        var to = request.wantedShow();
        world.give(customer, from, -request.tickets());
        world.give(customer, to, request.tickets());
        return new Exchanged(
                world.held(customer, from),
                world.left(from),
                world.held(customer, to),
                world.left(to));
    }
}
