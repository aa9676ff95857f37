package marquee.frontend.process;

import static io.javalin.http.HandlerType.DELETE;
import static io.javalin.http.HandlerType.GET;
import static io.javalin.http.HandlerType.POST;
import static io.javalin.http.HandlerType.PUT;

import com.google.common.collect.ImmutableList;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.Collections;
import marquee.applications.booking.BookingOperation;
import marquee.frontend.process.web.Guard;
import marquee.frontend.process.web.RefusedRequest;
import marquee.frontend.process.web.Reply;
import marquee.frontend.process.web.RequestKey;
import marquee.frontend.process.web.Route;
import marquee.frontend.process.web.WebService;

/// The seven operations over HTTP in JSON; docs/http-api.md.
final class BookingService {
    private static final String SHOW = "/v1/shows/{movieId}/{movieName}";
    private static final String CUSTOMER = "/v1/customers/{customerId}/";

    private final BookingDesk desk;

    BookingService(BookingDesk desk) {
        this.desk = desk;
    }

    /// Reads one operation's request.
    private interface Reader {
        BookingOperation read(Context context) throws RefusedRequest;
    }

    ImmutableList<Route> routes() {
        return ImmutableList.of(
                route(PUT, SHOW, "addMovieSlots", BookingRequest::add),
                route(DELETE, SHOW, "removeMovieSlots", BookingRequest::remove),
                route(GET, "/v1/shows", "listMovieShowsAvailability", BookingRequest::list),
                route(POST, CUSTOMER + "bookings", "bookMovieTickets", BookingRequest::book),
                route(GET, CUSTOMER + "bookings", "getBookingSchedule", BookingRequest::schedule),
                route(
                        POST,
                        CUSTOMER + "cancellations",
                        "cancelMovieTickets",
                        BookingRequest::cancel),
                route(POST, CUSTOMER + "exchanges", "exchangeTickets", BookingRequest::exchange));
    }

    private Route route(HandlerType method, String path, String name, Reader reader) {
        return new Route(method, path, WebService.serving(context -> reply(context, name, reader)));
    }

    private Reply reply(Context context, String name, Reader reader) {
        long start = System.nanoTime();
        try {
            var operation = reader.read(context);
            var keys = Collections.list(context.req().getHeaders(RequestKey.HEADER));
            return desk.settle(operation, keys, start).reply();
        } catch (RefusedRequest e) {
            return desk.refuse(name, Guard.actor(context), e, start).reply();
        }
    }
}
