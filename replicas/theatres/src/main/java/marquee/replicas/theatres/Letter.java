package marquee.replicas.theatres;

import com.google.common.collect.ImmutableList;
import marquee.applications.booking.BookingResult.Availability;
import marquee.applications.booking.BookingResult.Booking;
import marquee.applications.booking.Movie;
import marquee.applications.booking.Theatre;
import marquee.applications.booking.UserId;

/// What one theatre server writes to another. `operation` and `step` together are its id: an answer
/// has that of its question, and a letter that comes twice is known by it (docs/protocol.md, rule
/// P51). Shows are named by their [ShowTime].
record Letter(long operation, int step, Theatre from, Theatre to, Content content) {
    /// A question or an answer.
    sealed interface Content {}

    /// What a server is asked, or asked to do.
    ///
    /// @param <A> the kind of answer
    sealed interface Question<A extends Answer> extends Content {
        Class<A> answerType();
    }

    /// What a server answers.
    sealed interface Answer extends Content {}

    /// This letter's answer.
    Letter answered(Answer answer) {
        return new Letter(operation, step, to, from, answer);
    }

    /// Have a show at `time` with `capacity` seats in all.
    record Offer(int time, int capacity) implements Question<Offered> {
        @Override
        public Class<Offered> answerType() {
            return Offered.class;
        }
    }

    /// @param done false if more is `booked` than that
    record Offered(boolean done, boolean isNew, int booked) implements Answer {}

    /// Take the show at `time` away.
    record Close(int time) implements Question<Closed> {
        @Override
        public Class<Closed> answerType() {
            return Closed.class;
        }
    }

    /// @param homeless who held tickets, in customer order
    record Closed(boolean wasThere, ImmutableList<Homeless> homeless) implements Answer {}

    /// A booking without a show.
    record Homeless(UserId customer, int tickets) {}

    /// When do `customers` hold that movie with you, after `time`, the time of a show of it?
    record Engagements(int time, ImmutableList<UserId> customers) implements Question<Engaged> {
        @Override
        public Class<Engaged> answerType() {
            return Engaged.class;
        }
    }

    /// @param times for each customer, in the order of the question
    record Engaged(ImmutableList<ImmutableList<Integer>> times) implements Answer {}

    /// Move each of `homeless` to the first show of that movie after `time` that has room, and
    /// whose time is not among those `taken` by the same customer elsewhere.
    record Rehouse(
            int time, ImmutableList<Homeless> homeless, ImmutableList<ImmutableList<Integer>> taken)
            implements Question<Rehoused> {
        @Override
        public Class<Rehoused> answerType() {
            return Rehoused.class;
        }
    }

    /// @param times of the new shows, in the order of the question; [#NOWHERE] where there is none
    record Rehoused(ImmutableList<Integer> times) implements Answer {
        static final int NOWHERE = -1;
    }

    /// What is there of `movie`, not before `time`?
    record Programme(Movie movie, int time) implements Question<Screenings> {
        @Override
        public Class<Screenings> answerType() {
            return Screenings.class;
        }
    }

    record Screenings(ImmutableList<Availability> shows) implements Answer {}

    /// What does `customer` hold with you?
    record Holdings(UserId customer) implements Question<Held> {
        @Override
        public Class<Held> answerType() {
            return Held.class;
        }
    }

    record Held(ImmutableList<Booking> bookings) implements Answer {}

    /// What with you would stand against `customer` taking the show at `time` of `theatre`?
    record Inspect(UserId customer, Theatre theatre, int time) implements Question<Standing> {
        @Override
        public Class<Standing> answerType() {
            return Standing.class;
        }
    }

    /// @param clash whether the same movie is held at the same time
    /// @param foreignInWeek how many shows are held in that week, foreign to the customer and not
    ///   the one in question
    record Standing(boolean clash, int foreignInWeek) implements Answer {}

    /// Give `customer` that many tickets more, if so many seats are left.
    record Reserve(UserId customer, int time, int tickets) implements Question<Seats> {
        @Override
        public Class<Seats> answerType() {
            return Seats.class;
        }
    }

    /// Take that many tickets back from `customer`, who must hold them.
    record Release(UserId customer, int time, int tickets) implements Question<Seats> {
        @Override
        public Class<Seats> answerType() {
            return Seats.class;
        }
    }

    /// @param wasThere whether there is such a show
    /// @param done whether the tickets were given or taken
    /// @param held what the customer holds now
    /// @param left how many seats are left now
    record Seats(boolean wasThere, boolean done, int held, int left) implements Answer {
        static final Seats NO_SHOW = new Seats(false, false, 0, 0);
    }

    /// Undo what you did at `undoneStep` of this operation.
    record Undo(int undoneStep) implements Question<Undone> {
        @Override
        public Class<Undone> answerType() {
            return Undone.class;
        }
    }

    record Undone() implements Answer {}
}
