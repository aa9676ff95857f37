package marquee.applications.booking;

import com.google.common.base.Ascii;

/// What a user can ask for; docs/domain.md, the seven operations. An operation can carry arguments
/// that are malformed and numbers that are out of range: the replicas answer it with a refusal.
public sealed interface BookingOperation {
    /// Who asks.
    Argument<UserId> actor();

    /// The operation's name in the course's interface, such as `addMovieSlots`.
    default String courseName() {
        var name = getClass().getSimpleName();
        return Ascii.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    /// Whether the operation can change the state.
    default boolean mutates() {
        return switch (this) {
            case ListMovieShowsAvailability _, GetBookingSchedule _ -> false;
            case OfAdmin _, OfCustomer _ -> true;
        };
    }

    /// Only for admins, on shows of their own theatre.
    sealed interface OfAdmin extends BookingOperation {}

    /// Done by a customer for himself, or by an admin for any customer.
    sealed interface OfCustomer extends BookingOperation {
        /// For whom it is done.
        Argument<UserId> customer();
    }

    /// The two arguments that name a show together.
    record ShowArguments(Argument<MovieId> id, Argument<Movie> movie) {
        /// The arguments that name `show`.
        public static ShowArguments of(Show show) {
            return new ShowArguments(Argument.of(show.id()), Argument.of(show.movie()));
        }
    }

    /// Creates `show`, or gives it a new total `capacity`.
    record AddMovieSlots(Argument<UserId> actor, ShowArguments show, long capacity)
            implements OfAdmin {}

    /// Takes `show` away and moves its bookings on.
    record RemoveMovieSlots(Argument<UserId> actor, ShowArguments show) implements OfAdmin {}

    /// Lists the shows of `movie` from today on.
    record ListMovieShowsAvailability(Argument<UserId> actor, Argument<Movie> movie)
            implements BookingOperation {}

    /// Books `tickets` more of `show`.
    record BookMovieTickets(
            Argument<UserId> actor, Argument<UserId> customer, ShowArguments show, long tickets)
            implements OfCustomer {}

    /// Lists what the customer holds.
    record GetBookingSchedule(Argument<UserId> actor, Argument<UserId> customer)
            implements OfCustomer {}

    /// Gives `tickets` of `show` back.
    record CancelMovieTickets(
            Argument<UserId> actor, Argument<UserId> customer, ShowArguments show, long tickets)
            implements OfCustomer {}

    /// Moves `tickets` from `oldShow` to `newShow` in one step.
    record ExchangeTickets(
            Argument<UserId> actor,
            Argument<UserId> customer,
            ShowArguments oldShow,
            ShowArguments newShow,
            long tickets)
            implements OfCustomer {}
}
