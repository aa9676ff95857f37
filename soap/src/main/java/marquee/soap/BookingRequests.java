package marquee.soap;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlSchemaType;
import jakarta.xml.bind.annotation.XmlType;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.function.Function;
import java.util.regex.Pattern;
import marquee.applications.booking.Argument;
import marquee.applications.booking.BookingOperation;
import marquee.applications.booking.BookingOperation.AddMovieSlots;
import marquee.applications.booking.BookingOperation.BookMovieTickets;
import marquee.applications.booking.BookingOperation.CancelMovieTickets;
import marquee.applications.booking.BookingOperation.ExchangeTickets;
import marquee.applications.booking.BookingOperation.GetBookingSchedule;
import marquee.applications.booking.BookingOperation.ListMovieShowsAvailability;
import marquee.applications.booking.BookingOperation.RemoveMovieSlots;
import marquee.applications.booking.BookingOperation.ShowArguments;
import marquee.applications.booking.Canonical;
import marquee.applications.booking.UserId;
import marquee.frontend.process.web.ProblemCode;

/// What each operation's request holds: the course's arguments, in the course's order, under names
/// of which a stock tool makes its parameters. Numbers are `xsd:int` to clients; here they are
/// text, so that one of any size is refused as `BAD_NUMBER` instead of wrapping round.
///
/// JAXB sets the fields. An [Envelope] has seen to it that each element is there, once.
public final class BookingRequests {
    /// The elements of each operation, in order, by the operation's name.
    static final ImmutableMap<String, ImmutableSet<String>> ELEMENTS =
            Arrays.stream(BookingRequests.class.getClasses())
                    .filter(type -> type.isAnnotationPresent(XmlType.class))
                    .collect(
                            ImmutableMap.toImmutableMap(
                                    type -> type.getAnnotation(XmlType.class).name(),
                                    BookingRequests::elements));

    private static final CharMatcher XML_SPACE = CharMatcher.anyOf(" \t\r\n");
    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");

    private BookingRequests() {}

    /// A request for one operation.
    public sealed interface BookingRequest {
        /// The operation, as `actor` asks for it.
        BookingOperation by(Argument<UserId> actor) throws UnreadableException;
    }

    /// addMovieSlots.
    @XmlAccessorType(XmlAccessType.FIELD)
    @XmlType(
            name = "addMovieSlots",
            propOrder = {"movieID", "movieName", "bookingCapacity"})
    public static final class Add implements BookingRequest {
        @XmlElement(required = true)
        private String movieID = "";

        @XmlElement(required = true)
        private String movieName = "";

        @XmlElement(required = true)
        @XmlSchemaType(name = "int")
        private String bookingCapacity = "";

        @Override
        public BookingOperation by(Argument<UserId> actor) throws UnreadableException {
            return new AddMovieSlots(
                    actor, show(movieID, movieName), number("bookingCapacity", bookingCapacity));
        }
    }

    /// removeMovieSlots.
    @XmlAccessorType(XmlAccessType.FIELD)
    @XmlType(
            name = "removeMovieSlots",
            propOrder = {"movieID", "movieName"})
    public static final class Remove implements BookingRequest {
        @XmlElement(required = true)
        private String movieID = "";

        @XmlElement(required = true)
        private String movieName = "";

        @Override
        public BookingOperation by(Argument<UserId> actor) {
            return new RemoveMovieSlots(actor, show(movieID, movieName));
        }
    }

    /// listMovieShowsAvailability.
    @XmlAccessorType(XmlAccessType.FIELD)
    @XmlType(
            name = "listMovieShowsAvailability",
            propOrder = {"movieName"})
    public static final class ListShows implements BookingRequest {
        @XmlElement(required = true)
        private String movieName = "";

        @Override
        public BookingOperation by(Argument<UserId> actor) {
            return new ListMovieShowsAvailability(actor, Canonical.movie(movieName));
        }
    }

    /// bookMovieTickets.
    @XmlAccessorType(XmlAccessType.FIELD)
    @XmlType(
            name = "bookMovieTickets",
            propOrder = {"customerID", "movieID", "movieName", "numberOfTickets"})
    public static final class Book implements BookingRequest {
        @XmlElement(required = true)
        private String customerID = "";

        @XmlElement(required = true)
        private String movieID = "";

        @XmlElement(required = true)
        private String movieName = "";

        @XmlElement(required = true)
        @XmlSchemaType(name = "int")
        private String numberOfTickets = "";

        @Override
        public BookingOperation by(Argument<UserId> actor) throws UnreadableException {
            return new BookMovieTickets(
                    actor,
                    Canonical.userId(customerID),
                    show(movieID, movieName),
                    tickets(numberOfTickets));
        }
    }

    /// getBookingSchedule.
    @XmlAccessorType(XmlAccessType.FIELD)
    @XmlType(
            name = "getBookingSchedule",
            propOrder = {"customerID"})
    public static final class Schedule implements BookingRequest {
        @XmlElement(required = true)
        private String customerID = "";

        @Override
        public BookingOperation by(Argument<UserId> actor) {
            return new GetBookingSchedule(actor, Canonical.userId(customerID));
        }
    }

    /// cancelMovieTickets.
    @XmlAccessorType(XmlAccessType.FIELD)
    @XmlType(
            name = "cancelMovieTickets",
            propOrder = {"customerID", "movieID", "movieName", "numberOfTickets"})
    public static final class Cancel implements BookingRequest {
        @XmlElement(required = true)
        private String customerID = "";

        @XmlElement(required = true)
        private String movieID = "";

        @XmlElement(required = true)
        private String movieName = "";

        @XmlElement(required = true)
        @XmlSchemaType(name = "int")
        private String numberOfTickets = "";

        @Override
        public BookingOperation by(Argument<UserId> actor) throws UnreadableException {
            return new CancelMovieTickets(
                    actor,
                    Canonical.userId(customerID),
                    show(movieID, movieName),
                    tickets(numberOfTickets));
        }
    }

    /// exchangeTickets.
    @XmlAccessorType(XmlAccessType.FIELD)
    @XmlType(
            name = "exchangeTickets",
            propOrder = {
                "customerID",
                "oldMovieName",
                "movieID",
                "newMovieID",
                "newMovieName",
                "numberOfTickets"
            })
    public static final class Exchange implements BookingRequest {
        @XmlElement(required = true)
        private String customerID = "";

        @XmlElement(name = "old_movieName", required = true)
        private String oldMovieName = "";

        @XmlElement(required = true)
        private String movieID = "";

        @XmlElement(name = "new_movieID", required = true)
        private String newMovieID = "";

        @XmlElement(name = "new_movieName", required = true)
        private String newMovieName = "";

        @XmlElement(required = true)
        @XmlSchemaType(name = "int")
        private String numberOfTickets = "";

        @Override
        public BookingOperation by(Argument<UserId> actor) throws UnreadableException {
            return new ExchangeTickets(
                    actor,
                    Canonical.userId(customerID),
                    show(movieID, oldMovieName),
                    show(newMovieID, newMovieName),
                    tickets(numberOfTickets));
        }
    }

    private static ShowArguments show(String movieId, String movieName) {
        return new ShowArguments(Canonical.movieId(movieId), Canonical.movie(movieName));
    }

    private static long tickets(String text) throws UnreadableException {
        return number("numberOfTickets", text);
    }

    /// What `text` says by the rules of `xsd:int`, but of any size.
    private static long number(String element, String text) throws UnreadableException {
        var digits = XML_SPACE.trimFrom(text);
        if (!INTEGER.matcher(digits).matches()) {
            throw new UnreadableException(
                    ProblemCode.MALFORMED, "expected an integer in the element " + element);
        }
        return Canonical.number(new BigInteger(digits));
    }

    private static ImmutableSet<String> elements(Class<?> type) {
        var fields =
                Arrays.stream(type.getDeclaredFields())
                        .filter(field -> field.isAnnotationPresent(XmlElement.class))
                        .collect(
                                ImmutableMap.toImmutableMap(
                                        field -> field.getName(), Function.identity()));
        return Arrays.stream(type.getAnnotation(XmlType.class).propOrder())
                .map(name -> {
                    var field = fields.get(name);
                    var element = field == null ? "" : field.getAnnotation(XmlElement.class).name();
                    return element.startsWith("#") ? name : element; // As the annotation says.
                })
                .collect(ImmutableSet.toImmutableSet());
    }
}
