package marquee.frontend.process;

import io.javalin.http.Context;
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
import marquee.frontend.process.web.Guard;
import marquee.frontend.process.web.ProblemCode;
import marquee.frontend.process.web.Query;
import marquee.frontend.process.web.RefusedRequest;
import marquee.frontend.process.web.RequestBody;

/// Makes an operation of a request: the path's parts, the query or the body, in canonical spelling,
/// and the user that the [Guard] has found out.
final class BookingRequest {
    private static final String MOVIE_ID = "movieId";
    private static final String MOVIE_NAME = "movieName";
    private static final String TICKETS = "tickets";

    private BookingRequest() {}

    static BookingOperation add(Context context) throws RefusedRequest {
        var actor = Guard.actor(context);
        var body = RequestBody.read(context, "capacity");
        return new AddMovieSlots(
                actor, showInPath(context), Canonical.number(body.integer("capacity")));
    }

    static BookingOperation remove(Context context) {
        return new RemoveMovieSlots(Guard.actor(context), showInPath(context));
    }

    static BookingOperation list(Context context) throws RefusedRequest {
        var actor = Guard.actor(context);
        var movies = Query.values(context, MOVIE_NAME);
        if (movies.size() != 1) {
            throw new RefusedRequest(
                    ProblemCode.MALFORMED, "expected the query parameter movieName once");
        }
        return new ListMovieShowsAvailability(actor, Canonical.movie(movies.getFirst()));
    }

    static BookingOperation book(Context context) throws RefusedRequest {
        var actor = Guard.actor(context);
        var body = RequestBody.read(context, MOVIE_ID, MOVIE_NAME, TICKETS);
        return new BookMovieTickets(actor, customer(context), show(body), tickets(body));
    }

    static BookingOperation schedule(Context context) {
        return new GetBookingSchedule(Guard.actor(context), customer(context));
    }

    static BookingOperation cancel(Context context) throws RefusedRequest {
        var actor = Guard.actor(context);
        var body = RequestBody.read(context, MOVIE_ID, MOVIE_NAME, TICKETS);
        return new CancelMovieTickets(actor, customer(context), show(body), tickets(body));
    }

    static BookingOperation exchange(Context context) throws RefusedRequest {
        var actor = Guard.actor(context);
        var body =
                RequestBody.read(
                        context, MOVIE_ID, MOVIE_NAME, "newMovieId", "newMovieName", TICKETS);
        var newShow = show(body.text("newMovieId"), body.text("newMovieName"));
        return new ExchangeTickets(actor, customer(context), show(body), newShow, tickets(body));
    }

    private static Argument<UserId> customer(Context context) {
        return Canonical.userId(context.pathParam("customerId"));
    }

    private static ShowArguments showInPath(Context context) {
        return show(context.pathParam(MOVIE_ID), context.pathParam(MOVIE_NAME));
    }

    private static ShowArguments show(RequestBody body) throws RefusedRequest {
        return show(body.text(MOVIE_ID), body.text(MOVIE_NAME));
    }

    private static ShowArguments show(String id, String movie) {
        return new ShowArguments(Canonical.movieId(id), Canonical.movie(movie));
    }

    private static long tickets(RequestBody body) throws RefusedRequest {
        return Canonical.number(body.integer(TICKETS));
    }
}
