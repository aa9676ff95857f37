package marquee.applications.booking;

import com.google.common.collect.ImmutableList;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.function.Function;
import marquee.applications.booking.BookingOperation.ShowArguments;
import marquee.protocol.wire.WireReader;
import marquee.protocol.wire.WireWriter;
import org.jspecify.annotations.Nullable;

/// The binary forms of the domain's values. Each keeps the value's natural order: the bytes of a
/// smaller value are smaller, compared unsigned. What does not have the form fails the reader, and
/// gives some value that must not be used.
@SuppressWarnings("EnumOrdinal") // The order of the constants is the wire form, and says so.
final class WireForms {
    private static final Theatre[] THEATRES = Theatre.values();
    private static final TimeSlot[] SLOTS = TimeSlot.values();
    private static final Movie[] MOVIES = Movie.values();
    private static final int LAST_DAY = day(MovieId.LAST_DATE);

    /// In the place of a user, a theatre or a movie: a malformed text follows.
    private static final int NO_USER = 0xffff;

    private static final int NONE = 0xff;

    private WireForms() {}

    static void write(WireWriter out, UserId user) {
        out.u16(user.place());
    }

    static void write(WireWriter out, MovieId id) {
        out.u8(id.theatre().ordinal()).u16(day(id.date())).u8(id.slot().ordinal());
    }

    static void write(WireWriter out, Movie movie) {
        out.u8(movie.ordinal());
    }

    static void write(WireWriter out, Show show) {
        write(out, show.id());
        write(out, show.movie());
    }

    static void writeUser(WireWriter out, Argument<UserId> argument) {
        var user = argument.value();
        if (user == null) {
            out.u16(NO_USER).text(argument.toString());
        } else {
            write(out, user);
        }
    }

    static void writeMovie(WireWriter out, Argument<Movie> argument) {
        var movie = argument.value();
        if (movie == null) {
            out.u8(NONE).text(argument.toString());
        } else {
            write(out, movie);
        }
    }

    static void write(WireWriter out, ShowArguments show) {
        var id = show.id().value();
        if (id == null) {
            out.u8(NONE).text(show.id().toString());
        } else {
            write(out, id);
        }
        writeMovie(out, show.movie());
    }

    static UserId user(WireReader in) {
        return user(in, in.u16());
    }

    private static UserId user(WireReader in, int place) {
        return UserId.atPlace(place < UserId.PLACES ? place : in.fail());
    }

    static MovieId movieId(WireReader in) {
        return movieId(in, in.u8());
    }

    private static MovieId movieId(WireReader in, int theatre) {
        int day = in.u16();
        int slot = in.u8();
        return new MovieId(
                THEATRES[theatre < THEATRES.length ? theatre : in.fail()],
                MovieId.FIRST_DATE.plusDays(day <= LAST_DAY ? day : in.fail()),
                SLOTS[slot < SLOTS.length ? slot : in.fail()]);
    }

    static Movie movie(WireReader in) {
        return movie(in, in.u8());
    }

    private static Movie movie(WireReader in, int ordinal) {
        return MOVIES[ordinal < MOVIES.length ? ordinal : in.fail()];
    }

    static Show show(WireReader in) {
        var id = movieId(in);
        return new Show(id, movie(in));
    }

    static Argument<UserId> userArgument(WireReader in) {
        int place = in.u16();
        return place == NO_USER ? malformed(in, Argument::userId) : Argument.of(user(in, place));
    }

    static Argument<Movie> movieArgument(WireReader in) {
        int ordinal = in.u8();
        return ordinal == NONE ? malformed(in, Argument::movie) : Argument.of(movie(in, ordinal));
    }

    static ShowArguments showArguments(WireReader in) {
        int theatre = in.u8();
        Argument<MovieId> id =
                theatre == NONE
                        ? malformed(in, Argument::movieId)
                        : Argument.of(movieId(in, theatre));
        return new ShowArguments(id, movieArgument(in));
    }

    /// Reads a text that is none of the canonical spellings: those have a form of their own.
    private static <T> Argument<T> malformed(WireReader in, Function<String, Argument<T>> parser) {
        var argument = parser.apply(in.text(Argument.TEXT_MAX));
        if (!argument.isMalformed()) {
            in.fail();
        }
        return argument;
    }

    /// Reads a list of at most `most` values, strictly ascending by `order`.
    static <T> ImmutableList<T> list(
            WireReader in, int most, Function<WireReader, T> element, Comparator<T> order) {
        int count = in.varint(0, most);
        if (count > in.remaining()) {
            in.fail();
        }
        var list = ImmutableList.<T>builder();
        @Nullable T last = null;
        for (int i = 0; i < count && !in.failed(); i++) {
            var next = element.apply(in);
            if (last != null && order.compare(last, next) >= 0) {
                in.fail();
            }
            list.add(next);
            last = next;
        }
        return in.failed() ? ImmutableList.of() : list.build();
    }

    private static int day(LocalDate date) {
        return (int) (date.toEpochDay() - MovieId.FIRST_DATE.toEpochDay());
    }
}
