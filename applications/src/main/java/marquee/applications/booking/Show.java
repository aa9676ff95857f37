package marquee.applications.booking;

import java.util.Comparator;

/// What can be booked: a movie and where and when it runs. Two movies may run under one id, on two
/// screens. The natural order is by id, then by movie, and is the order of the canonical records.
public record Show(MovieId id, Movie movie) implements Comparable<Show> {
    /// The most seats of a show, and so the most tickets of a booking.
    public static final int SEATS_MAX = 10_000;

    /// The order of a schedule: by date, slot, theatre and movie name.
    public static final Comparator<Show> SCHEDULE_ORDER =
            Comparator.comparing((Show show) -> show.id().date())
                    .thenComparing(show -> show.id().slot())
                    .thenComparing(show -> show.id().theatre())
                    .thenComparing(Show::movie);

    @Override
    public int compareTo(Show other) {
        int byId = id.compareTo(other.id);
        return byId != 0 ? byId : movie.compareTo(other.movie);
    }

    /// Id and movie, such as `ATWM160523 Avatar`.
    @Override
    public String toString() {
        return id + " " + movie;
    }
}
