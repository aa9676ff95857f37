package marquee.frontend.process;

import static io.javalin.http.HandlerType.DELETE;
import static io.javalin.http.HandlerType.GET;
import static io.javalin.http.HandlerType.POST;
import static io.javalin.http.HandlerType.PUT;

import com.google.common.collect.ImmutableList;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.util.Collections;
import marquee.applications.booking.BookingOperation;

/// The seven operations over HTTP in JSON; docs/http-api.md.
final class BookingService {
    static final String SEQUENCE_NUMBER = "Sequence-Number";
    static final String AGREED_BY = "Agreed-By";

    private static final String SHOW = "/v1/shows/{movieId}/{movieName}";
    private static final String CUSTOMER = "/v1/customers/{customerId}/";

    private final BookingDesk desk;
    private final Answering answering;

    /// @param answering takes note of what is answered
    BookingService(BookingDesk desk, Answering answering) {
        this.desk = desk;
        this.answering = answering;
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
        Handler handler =
                context -> {
                    long start = System.nanoTime();
                    var reply = reply(context, name, reader);
                    WebService.write(context, reply);
                    answering.written(name, reply, System.nanoTime() - start);
                };
        return new Route(method, path, handler);
    }

    private Reply reply(Context context, String name, Reader reader) {
        try {
            var operation = reader.read(context);
            var keys = Collections.list(context.req().getHeaders(RequestKey.HEADER));
            var id = RequestKey.id(operation, keys);
            var reply = ResultForm.of(desk.answer(operation, id));
            answering.log().answered(operation, id, reply);
            return reply;
        } catch (RefusedRequest e) {
            answering.log().unread(name, e.reply());
            return e.reply();
        }
    }
}
