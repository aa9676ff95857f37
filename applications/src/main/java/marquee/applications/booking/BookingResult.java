package marquee.applications.booking;

import com.google.common.base.Preconditions;
import com.google.common.collect.Comparators;
import com.google.common.collect.ImmutableList;
import java.util.Comparator;

/// What an operation was answered; docs/domain.md, replies. Everything but [Refused] is a success.
/// A result is made of typed fields in canonical order and of nothing else: sentences are made of
/// it where people read them. Amounts are from 0 to [Show#SEATS_MAX].
public sealed interface BookingResult {
    /// The code of the reply, such as `BOOKED` or `WEEK_LIMIT`.
    String code();

    /// The show is new.
    record Added(int capacity, int booked, int left) implements BookingResult {
        @Override
        public String code() {
            return "ADDED";
        }
    }

    /// The show was there before and has another capacity now.
    record Updated(int capacity, int booked, int left) implements BookingResult {
        @Override
        public String code() {
            return "UPDATED";
        }
    }

    /// The show is gone.
    ///
    /// @param moved bookings that are on a later show now, by customer
    /// @param dropped bookings that fitted nowhere, by customer
    record Removed(ImmutableList<Moved> moved, ImmutableList<Dropped> dropped)
            implements BookingResult {
        static final Comparator<Moved> MOVED_ORDER = Comparator.comparing(Moved::customer);
        static final Comparator<Dropped> DROPPED_ORDER = Comparator.comparing(Dropped::customer);

        /// Checks the orders.
        public Removed {
            Preconditions.checkArgument(Comparators.isInStrictOrder(moved, MOVED_ORDER));
            Preconditions.checkArgument(Comparators.isInStrictOrder(dropped, DROPPED_ORDER));
        }

        @Override
        public String code() {
            return "REMOVED";
        }
    }

    /// All `tickets` of `customer` are on the show `newId` of the same movie now.
    record Moved(UserId customer, int tickets, MovieId newId) {}

    /// All `tickets` of `customer` are gone.
    record Dropped(UserId customer, int tickets) {}

    /// The shows of `movie` from today on, by theatre, date and slot.
    record Listed(Movie movie, ImmutableList<Availability> shows) implements BookingResult {
        static final Comparator<Availability> ORDER = Comparator.comparing(Availability::id);

        /// Checks the order.
        public Listed {
            Preconditions.checkArgument(Comparators.isInStrictOrder(shows, ORDER));
        }

        @Override
        public String code() {
            return "LISTED";
        }
    }

    /// A show has `left` seats.
    record Availability(MovieId id, int left) {}

    /// The customer holds `held` tickets of the show now, and it has `left` seats.
    record Booked(int held, int left) implements BookingResult {
        @Override
        public String code() {
            return "BOOKED";
        }
    }

    /// All that `customer` holds, by date, slot, theatre and movie name.
    record Schedule(UserId customer, ImmutableList<Booking> bookings) implements BookingResult {
        static final Comparator<Booking> ORDER =
                Comparator.comparing(Booking::show, Show.SCHEDULE_ORDER);

        /// Checks the order.
        public Schedule {
            Preconditions.checkArgument(Comparators.isInStrictOrder(bookings, ORDER));
        }

        @Override
        public String code() {
            return "SCHEDULE";
        }
    }

    /// `tickets` are held of `show`.
    record Booking(Show show, int tickets) {}

    /// The customer holds `held` tickets of the show still, and it has `left` seats.
    record Cancelled(int held, int left) implements BookingResult {
        @Override
        public String code() {
            return "CANCELLED";
        }
    }

    /// What is held of the old and the new show now, and how many seats each has.
    record Exchanged(int held, int left, int newHeld, int newLeft) implements BookingResult {
        @Override
        public String code() {
            return "EXCHANGED";
        }
    }

    /// The operation changed nothing.
    ///
    /// @param amount the number that [RefusalCode#field] names; 0 if none comes with the code
    record Refused(RefusalCode reason, int amount) implements BookingResult {
        /// Checks that a code without a number has none.
        public Refused {
            Preconditions.checkArgument(reason.hasField() || amount == 0, "%s %s", reason, amount);
        }

        /// A refusal that comes without a number.
        public Refused(RefusalCode reason) {
            this(reason, 0);
        }

        @Override
        public String code() {
            return reason.name();
        }
    }
}
