package marquee.replicas.host.faults;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Longs;
import marquee.applications.booking.BookingCodec;
import marquee.applications.booking.BookingResult;
import marquee.applications.booking.BookingResult.Added;
import marquee.applications.booking.BookingResult.Availability;
import marquee.applications.booking.BookingResult.Booked;
import marquee.applications.booking.BookingResult.Booking;
import marquee.applications.booking.BookingResult.Cancelled;
import marquee.applications.booking.BookingResult.Exchanged;
import marquee.applications.booking.BookingResult.Listed;
import marquee.applications.booking.BookingResult.Refused;
import marquee.applications.booking.BookingResult.Removed;
import marquee.applications.booking.BookingResult.Schedule;
import marquee.applications.booking.BookingResult.Updated;
import marquee.applications.booking.RefusalCode;
import marquee.applications.booking.Show;
import marquee.protocol.Chance;
import marquee.protocol.replication.Outcome;
import marquee.protocol.replication.Outcome.Verdict;
import marquee.protocol.wire.Bytes;

/// A wrong outcome that a client with nothing to compare it with would believe: of the same
/// request, at the same number, in the canonical form of a result, with other amounts in it or
/// another end.
final class PlausibleLie {
    private final Chance chance;

    PlausibleLie(Chance chance) {
        this.chance = chance;
    }

    /// An outcome that is not `right`, but could be.
    Outcome insteadOf(Outcome right) {
        var result =
                right.verdict() == Verdict.EXECUTED
                        ? BookingCodec.decodeResult(right.result())
                        : new Refused(RefusalCode.NO_SUCH_SHOW);
        return new Outcome(
                right.number(),
                right.firstNumber(),
                right.id(),
                Verdict.EXECUTED,
                result == null ? bytes(right.result()) : BookingCodec.encode(insteadOf(result)));
    }

    private BookingResult insteadOf(BookingResult right) {
        return switch (right) {
            case Added(int capacity, int _, int left) ->
                    new Added(other(capacity), amount(), other(left));
            case Updated(int capacity, int _, int left) ->
                    new Updated(other(capacity), amount(), other(left));
            case Booked(int held, int left) -> new Booked(other(held), other(left));
            case Cancelled(int held, int left) -> new Cancelled(other(held), other(left));
            case Exchanged(int held, int left, int newHeld, int newLeft) ->
                    new Exchanged(other(held), other(left), other(newHeld), other(newLeft));
            case Listed(var movie, var shows) when !shows.isEmpty() ->
                    new Listed(
                            movie,
                            shows.stream()
                                    .map(show -> new Availability(show.id(), other(show.left())))
                                    .collect(ImmutableList.toImmutableList()));
            case Schedule(var customer, var bookings) when !bookings.isEmpty() ->
                    new Schedule(
                            customer,
                            bookings.stream()
                                    .map(held -> new Booking(held.show(), other(held.tickets())))
                                    .collect(ImmutableList.toImmutableList()));
            case Listed _, Schedule _, Removed _ -> new Refused(RefusalCode.UNKNOWN_MOVIE);
            case Refused _ -> new Booked(amount(), amount());
        };
    }

    private int amount() {
        return 1 + chance.below(Show.SEATS_MAX);
    }

    /// An amount that is not `right`.
    private int other(int right) {
        int drawn = 1 + chance.below(Show.SEATS_MAX - 1);
        return drawn < right ? drawn : drawn + 1;
    }

    /// Where the application is not booking: random bytes, too many to be right by chance.
    private Bytes bytes(Bytes right) {
        var result = new byte[Math.max(Long.BYTES, right.length())];
        for (int i = 0; i < result.length; i += Long.BYTES) {
            int count = Math.min(Long.BYTES, result.length - i);
            System.arraycopy(Longs.toByteArray(chance.next()), 0, result, i, count);
        }
        return Bytes.wrap(result);
    }
}
