package marquee.replicas.keyvalue;

import com.google.common.collect.ImmutableList;
import java.time.LocalDate;
import marquee.applications.booking.BookingOperation.GetBookingSchedule;
import marquee.applications.booking.BookingOperation.ListMovieShowsAvailability;
import marquee.applications.booking.BookingResult.Availability;
import marquee.applications.booking.BookingResult.Booking;
import marquee.applications.booking.BookingResult.Listed;
import marquee.applications.booking.BookingResult.Schedule;
import marquee.applications.booking.Theatre;

/// The operations that only read, list and schedule (docs/domain.md, 3 and 5), to which there was
/// no objection: each is a range of keys in its index, or one a theatre, told as it lies there.
final class Listings {
    private final BookingStore store;

    Listings(BookingStore store) {
        this.store = store;
    }

    Listed list(LocalDate today, ListMovieShowsAvailability list) {
        var movie = Objections.given(list.movie());
        var shows = ImmutableList.<Availability>builder();
        for (var theatre : Theatre.values()) {
            int first = ShowCode.inProgramme(movie, theatre, ShowCode.startOf(today));
            var programme = store.programme(first, ShowCode.lastLike(first));
            while (programme.hasNext()) {
                int show = ShowCode.fromProgramme(Math.toIntExact(programme.next()));
                shows.add(new Availability(ShowCode.show(show).id(), programme.getValue()));
            }
        }
        return new Listed(movie, shows.build());
    }

    Schedule schedule(GetBookingSchedule schedule) {
        var customer = Objections.given(schedule.customer());
        var bookings = ImmutableList.<Booking>builder();
        var held = store.schedule(customer, 0, ShowCode.MAX);
        while (held.hasNext()) {
            var show = ShowCode.show(BookingStore.heldShow(held.next()));
            bookings.add(new Booking(show, held.getValue()));
        }
        return new Schedule(customer, bookings.build());
    }
}
