package marquee.replicas.theatres;

import static marquee.replicas.theatres.Admission.given;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import marquee.applications.booking.BookingOperation.AddMovieSlots;
import marquee.applications.booking.BookingOperation.ListMovieShowsAvailability;
import marquee.applications.booking.BookingOperation.RemoveMovieSlots;
import marquee.applications.booking.BookingResult;
import marquee.applications.booking.BookingResult.Availability;
import marquee.applications.booking.BookingResult.Dropped;
import marquee.applications.booking.BookingResult.Moved;
import marquee.applications.booking.BookingResult.Refused;
import marquee.applications.booking.RefusalCode;
import marquee.applications.booking.Theatre;
import marquee.replicas.theatres.Correspondence.Asked;
import marquee.replicas.theatres.Letter.Engaged;
import marquee.replicas.theatres.Letter.Homeless;
import marquee.replicas.theatres.Letter.Rehoused;
import marquee.replicas.theatres.Letter.Screenings;

/// Decides the operations on shows, at the theatre of whoever asks.
final class ShowDesk {
    private static final int WINDOW_DAYS = 7;

    private static final Admission<AddMovieSlots> ADD =
            Admission.<AddMovieSlots>open()
                    .admin(AddMovieSlots::actor)
                    .show(AddMovieSlots::show)
                    .number(AddMovieSlots::capacity)
                    .ownTheatre(AddMovieSlots::actor, AddMovieSlots::show)
                    .notBeforeToday(AddMovieSlots::show)
                    .refuse(
                            RefusalCode.TOO_FAR,
                            (today, add) -> Admission.day(add.show()) > today + WINDOW_DAYS);

    private static final Admission<RemoveMovieSlots> REMOVE =
            Admission.<RemoveMovieSlots>open()
                    .admin(RemoveMovieSlots::actor)
                    .show(RemoveMovieSlots::show)
                    .ownTheatre(RemoveMovieSlots::actor, RemoveMovieSlots::show)
                    .notBeforeToday(RemoveMovieSlots::show);

    private static final Admission<ListMovieShowsAvailability> LIST =
            Admission.<ListMovieShowsAvailability>open()
                    .anybody(ListMovieShowsAvailability::actor)
                    .movie(ListMovieShowsAvailability::movie);

    private final Correspondence letters;

    ShowDesk(Correspondence letters) {
        this.letters = letters;
    }

    BookingResult add(int today, AddMovieSlots add) {
        var refusal = ADD.refusal(today, add);
        if (refusal != null) {
            return refusal;
        }
        int capacity = Math.toIntExact(add.capacity());
        var here = given(add.actor()).home();
        var offer = new Letter.Offer(ShowTime.of(Admission.show(add.show())), capacity);
        var offered = letters.await(letters.ask(here, here, offer));
        int booked = offered.booked();
        if (!offered.done()) {
            return new Refused(RefusalCode.BELOW_BOOKED, booked);
        }
        return offered.isNew()
                ? new BookingResult.Added(capacity, booked, capacity - booked)
                : new BookingResult.Updated(capacity, booked, capacity - booked);
    }

    BookingResult remove(int today, RemoveMovieSlots remove) {
        var refusal = REMOVE.refusal(today, remove);
        if (refusal != null) {
            return refusal;
        }
        var here = given(remove.actor()).home();
        int time = ShowTime.of(Admission.show(remove.show()));
        var closed = letters.await(letters.ask(here, here, new Letter.Close(time)));
        return closed.wasThere()
                ? rehouse(here, time, closed.homeless())
                : new Refused(RefusalCode.NO_SUCH_SHOW);
    }

    BookingResult list(int today, ListMovieShowsAvailability list) {
        var refusal = LIST.refusal(today, list);
        if (refusal != null) {
            return refusal;
        }
        var movie = given(list.movie());
        var programme = new Letter.Programme(movie, ShowTime.startOfDay(today));
        var asked = new ArrayList<Asked<Screenings>>();
        for (var theatre : Theatre.values()) {
            asked.add(letters.ask(given(list.actor()).home(), theatre, programme));
        }
        var shows = ImmutableList.<Availability>builder();
        for (var one : asked) {
            shows.addAll(letters.await(one).shows());
        }
        return new BookingResult.Listed(movie, shows.build());
    }

    /// Has the bookings of the show that was at `time` moved on, wherever no clash stands against
    /// it (rule 13).
    private BookingResult rehouse(Theatre here, int time, ImmutableList<Homeless> homeless) {
        var customers =
                homeless.stream().map(Homeless::customer).collect(ImmutableList.toImmutableList());
        var asked = new EnumMap<Theatre, Asked<Engaged>>(Theatre.class);
        for (var theatre : Theatre.values()) {
            if (theatre != here) {
                var question = new Letter.Engagements(time, customers);
                asked.put(theatre, letters.ask(here, theatre, question));
            }
        }
        var taken = new ArrayList<ImmutableList<ImmutableList<Integer>>>();
        asked.values().forEach(one -> taken.add(letters.await(one).times()));
        var rehouse = new Letter.Rehouse(time, homeless, together(homeless.size(), taken));
        var rehoused = letters.await(letters.ask(here, here, rehouse));
        return removed(here, homeless, rehoused.times());
    }

    /// For each of so many customers, what is taken in any of the lists.
    private static ImmutableList<ImmutableList<Integer>> together(
            int customers, List<ImmutableList<ImmutableList<Integer>>> taken) {
        var all = ImmutableList.<ImmutableList<Integer>>builder();
        for (int i = 0; i < customers; i++) {
            var times = ImmutableList.<Integer>builder();
            for (var one : taken) {
                times.addAll(one.get(i));
            }
            all.add(times.build());
        }
        return all.build();
    }

    private static BookingResult removed(
            Theatre here, ImmutableList<Homeless> homeless, ImmutableList<Integer> times) {
        var moved = ImmutableList.<Moved>builder();
        var dropped = ImmutableList.<Dropped>builder();
        for (int i = 0; i < homeless.size(); i++) {
            var customer = homeless.get(i).customer();
            int tickets = homeless.get(i).tickets();
            int time = times.get(i);
            if (time == Rehoused.NOWHERE) {
                dropped.add(new Dropped(customer, tickets));
            } else {
                moved.add(new Moved(customer, tickets, ShowTime.show(here, time).id()));
            }
        }
        return new BookingResult.Removed(moved.build(), dropped.build());
    }
}
