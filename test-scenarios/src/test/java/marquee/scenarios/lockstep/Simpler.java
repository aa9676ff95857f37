package marquee.scenarios.lockstep;

import com.google.common.collect.ImmutableList;
import java.util.List;
import marquee.applications.booking.BookingCodec;
import marquee.applications.booking.BookingOperation;
import marquee.applications.booking.BookingOperation.AddMovieSlots;
import marquee.applications.booking.BookingOperation.BookMovieTickets;
import marquee.applications.booking.BookingOperation.CancelMovieTickets;
import marquee.applications.booking.BookingOperation.ExchangeTickets;
import marquee.applications.booking.BookingOperation.GetBookingSchedule;
import marquee.applications.booking.BookingOperation.ListMovieShowsAvailability;
import marquee.applications.booking.BookingOperation.RemoveMovieSlots;
import marquee.applications.booking.model.Step;

/// Steps that are easier to read than others.
final class Simpler {
    private Simpler() {}

    /// What the step at `place` might be instead, the simplest first: on the date of the one before
    /// it, with a smaller number, by the customer himself. Trying them ends, since none of it can
    /// be undone by another.
    static ImmutableList<Step> than(List<Step> steps, int place) {
        var step = steps.get(place);
        var simpler = ImmutableList.<Step>builder();
        if (place > 0) {
            simpler.add(new Step(steps.get(place - 1).today(), step.operation()));
        } else if (steps.size() > 1) {
            simpler.add(new Step(steps.get(1).today(), step.operation()));
        }
        var operation = BookingCodec.decodeOperation(step.operation());
        if (operation != null) {
            for (var variant : variants(operation)) {
                simpler.add(new Step(step.today(), BookingCodec.encode(variant)));
            }
        }
        return simpler.build().stream()
                .filter(other -> !other.equals(step))
                .collect(ImmutableList.toImmutableList());
    }

    private static ImmutableList<BookingOperation> variants(BookingOperation operation) {
        return switch (operation) {
            case AddMovieSlots(var actor, var show, long seats) ->
                    ImmutableList.of(
                            new AddMovieSlots(actor, show, smallest(seats)),
                            new AddMovieSlots(actor, show, smaller(seats)));
            case BookMovieTickets(var actor, var customer, var show, long tickets) ->
                    ImmutableList.of(
                            new BookMovieTickets(customer, customer, show, tickets),
                            new BookMovieTickets(actor, customer, show, smallest(tickets)),
                            new BookMovieTickets(actor, customer, show, smaller(tickets)));
            case CancelMovieTickets(var actor, var customer, var show, long tickets) ->
                    ImmutableList.of(
                            new CancelMovieTickets(customer, customer, show, tickets),
                            new CancelMovieTickets(actor, customer, show, smallest(tickets)),
                            new CancelMovieTickets(actor, customer, show, smaller(tickets)));
            case ExchangeTickets(var actor, var customer, var old, var wanted, long tickets) ->
                    ImmutableList.of(
                            new ExchangeTickets(customer, customer, old, wanted, tickets),
                            new ExchangeTickets(actor, customer, old, wanted, smallest(tickets)),
                            new ExchangeTickets(actor, customer, old, wanted, smaller(tickets)));
            case GetBookingSchedule(_, var customer) ->
                    ImmutableList.of(new GetBookingSchedule(customer, customer));
            case ListMovieShowsAvailability _, RemoveMovieSlots _ -> ImmutableList.of();
        };
    }

    private static long smallest(long number) {
        return Math.min(number, 1);
    }

    private static long smaller(long number) {
        return number > 1 ? number - 1 : number;
    }
}
