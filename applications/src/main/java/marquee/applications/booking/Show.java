package marquee.applications.booking;

import java.util.Comparator;

/// What can be booked: a movie and where and when it runs. Two movies may run under one id, on two
/// screens. The natural order is by id, then by movie, and is the order of the canonical records.
public record Show(MovieId id, Movie movie) implements Comparable<Show> {
    /// The most seats of a show, and so the most tickets of a booking.
    public static final int SEATS_MAX = 10_000;

    /// The order of a schedule: by date, slot, theatre and movie name.
    public static final Comparator<Show> SCHEDULE_ORDER = Show::compareInSchedule;

    private static int compareInSchedule(Show one, Show other) {
        int byDate = one.id.date().compareTo(other.id.date());
        if (byDate != 0) {
            return byDate;
        }
        int bySlot = one.id.slot().compareTo(other.id.slot());
        return bySlot != 0 ? bySlot : one.compareTo(other);
    }

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
