package marquee.replicas.theatres;

import com.google.common.collect.ImmutableList;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import marquee.applications.booking.Argument;
import marquee.applications.booking.BookingOperation.ShowArguments;
import marquee.applications.booking.BookingResult.Refused;
import marquee.applications.booking.Movie;
import marquee.applications.booking.RefusalCode;
import marquee.applications.booking.Show;
import marquee.applications.booking.UserId;
import org.jspecify.annotations.Nullable;

/// What the papers of one kind of request have to pass before any theatre is asked: a list of the
/// checks that need no state, made once for all requests. They are gone through in order until one
/// fails; none is made after that, so each can rely on those before it.
///
/// @param <O> the kind of operation
final class Admission<O> {
    private final ImmutableList<Check<O>> checks;

    private Admission(ImmutableList<Check<O>> checks) {
        this.checks = checks;
    }

    private record Check<O>(RefusalCode code, Objection<O> objection) {}

    /// What speaks against a request.
    interface Objection<O> {
        /// Whether it applies to `operation` on the day `today`.
        boolean applies(int today, O operation);
    }

    /// Without any check; they are to be added.
    static <O> Admission<O> open() {
        return new Admission<>(ImmutableList.of());
    }

    /// Why `operation` is refused, or null if its papers are in order.
    @Nullable Refused refusal(int today, O operation) {
        for (var check : checks) {
            if (check.objection.applies(today, operation)) {
                return new Refused(check.code);
            }
        }
        return null;
    }

    /// One more check, whose failure is a refusal with `code`.
    Admission<O> refuse(RefusalCode code, Objection<O> objection) {
        var more = ImmutableList.<Check<O>>builder().addAll(checks);
        return new Admission<>(more.add(new Check<>(code, objection)).build());
    }

    /// Checks 1 and 2 of an operation that everybody may ask for.
    Admission<O> anybody(Function<O, Argument<UserId>> actor) {
        return refuse(RefusalCode.BAD_USER_ID, (_, o) -> actor.apply(o).isMalformed());
    }

    /// Checks 1 and 2 of an operation for admins.
    Admission<O> admin(Function<O, Argument<UserId>> actor) {
        return anybody(actor)
                .refuse(RefusalCode.NOT_ALLOWED, (_, o) -> !given(actor.apply(o)).isAdmin());
    }

    /// Checks 1 and 2 of an operation for `customer`.
    Admission<O> customer(
            Function<O, Argument<UserId>> actor, Function<O, Argument<UserId>> customer) {
        return anybody(actor)
                .anybody(customer)
                .refuse(RefusalCode.BAD_USER_ID, (_, o) -> given(customer.apply(o)).isAdmin())
                .refuse(
                        RefusalCode.NOT_ALLOWED,
                        (_, o) -> {
                            var user = given(actor.apply(o));
                            return !user.isAdmin() && !user.equals(given(customer.apply(o)));
                        });
    }

    /// Check 3.
    Admission<O> movie(Function<O, Argument<Movie>> movie) {
        return refuse(RefusalCode.UNKNOWN_MOVIE, (_, o) -> movie.apply(o).isMalformed());
    }

    /// Check 4.
    Admission<O> id(Function<O, ShowArguments> show) {
        return refuse(RefusalCode.BAD_MOVIE_ID, (_, o) -> show.apply(o).id().isMalformed());
    }

    /// Checks 3 and 4 of an operation on one show.
    Admission<O> show(Function<O, ShowArguments> show) {
        return movie(o -> show.apply(o).movie()).id(show);
    }

    /// Check 5.
    Admission<O> number(ToLongFunction<O> number) {
        return refuse(
                RefusalCode.BAD_NUMBER,
                (_, o) -> {
                    long amount = number.applyAsLong(o);
                    return amount < 1 || amount > Show.SEATS_MAX;
                });
    }

    /// Check 6.
    Admission<O> ownTheatre(Function<O, Argument<UserId>> actor, Function<O, ShowArguments> show) {
        return refuse(
                RefusalCode.NOT_YOUR_THEATRE,
                (_, o) -> given(actor.apply(o)).home() != given(show.apply(o).id()).theatre());
    }

    /// Check 8.
    Admission<O> notBeforeToday(Function<O, ShowArguments> show) {
        return refuse(RefusalCode.PAST_DATE, (today, o) -> day(show.apply(o)) < today);
    }

    /// The day of a show whose papers have been looked at.
    static int day(ShowArguments show) {
        return ShowTime.day(given(show.id()).date());
    }

    /// The show that `arguments` name.
    static Show show(ShowArguments arguments) {
        return new Show(given(arguments.id()), given(arguments.movie()));
    }

    /// The value of an argument whose papers have been looked at.
    static <T> T given(Argument<T> argument) {
        var value = argument.value();
        if (value == null) {
            throw new IllegalStateException("let in without papers: " + argument);
        }
        return value;
    }
}
