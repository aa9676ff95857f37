package marquee.soap;

import jakarta.jws.WebMethod;
import jakarta.jws.WebParam;
import jakarta.jws.WebResult;
import jakarta.jws.WebService;
import jakarta.jws.soap.SOAPBinding;
import jakarta.xml.ws.soap.SOAPFaultException;
import marquee.applications.booking.Canonical;
import marquee.frontend.process.Answer;
import marquee.frontend.process.Answer.Done;
import marquee.frontend.process.Answer.Failed;
import marquee.frontend.process.BookingDesk;
import marquee.frontend.process.web.ProblemCode;
import marquee.soap.BookingRequests.BookingRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The seven operations under the course's names, of which JAX-WS makes the WSDL. A message's body
/// is one element that is called as the operation and holds its arguments, which a stock tool takes
/// apart again ("wrapper style"). Thread-safe.
@WebService(
        name = "Booking",
        serviceName = "BookingService",
        portName = "BookingPort",
        targetNamespace = BookingPort.NAMESPACE)
@SOAPBinding(parameterStyle = SOAPBinding.ParameterStyle.BARE)
public final class BookingPort {
    /// The namespace of all that is ours.
    static final String NAMESPACE = "urn:marquee:booking";

    private static final String PART = "parameters";
    private static final Logger LOG = LoggerFactory.getLogger(BookingPort.class);

    private final BookingDesk desk;

    BookingPort(BookingDesk desk) {
        this.desk = desk;
    }

    /// Gives a show seats, a new one or not.
    @WebMethod
    @WebResult(name = "addMovieSlotsResponse", targetNamespace = NAMESPACE, partName = PART)
    public BookingResponse addMovieSlots(
            @WebParam(name = "addMovieSlots", targetNamespace = NAMESPACE, partName = PART)
                    BookingRequests.Add request) {
        return answer("addMovieSlots", request);
    }

    /// Takes a show away.
    @WebMethod
    @WebResult(name = "removeMovieSlotsResponse", targetNamespace = NAMESPACE, partName = PART)
    public BookingResponse removeMovieSlots(
            @WebParam(name = "removeMovieSlots", targetNamespace = NAMESPACE, partName = PART)
                    BookingRequests.Remove request) {
        return answer("removeMovieSlots", request);
    }

    /// Lists the shows of a movie.
    @WebMethod
    @WebResult(
            name = "listMovieShowsAvailabilityResponse",
            targetNamespace = NAMESPACE,
            partName = PART)
    public BookingResponse listMovieShowsAvailability(
            @WebParam(
                            name = "listMovieShowsAvailability",
                            targetNamespace = NAMESPACE,
                            partName = PART)
                    BookingRequests.ListShows request) {
        return answer("listMovieShowsAvailability", request);
    }

    /// Books tickets.
    @WebMethod
    @WebResult(name = "bookMovieTicketsResponse", targetNamespace = NAMESPACE, partName = PART)
    public BookingResponse bookMovieTickets(
            @WebParam(name = "bookMovieTickets", targetNamespace = NAMESPACE, partName = PART)
                    BookingRequests.Book request) {
        return answer("bookMovieTickets", request);
    }

    /// Lists what a customer holds.
    @WebMethod
    @WebResult(name = "getBookingScheduleResponse", targetNamespace = NAMESPACE, partName = PART)
    public BookingResponse getBookingSchedule(
            @WebParam(name = "getBookingSchedule", targetNamespace = NAMESPACE, partName = PART)
                    BookingRequests.Schedule request) {
        return answer("getBookingSchedule", request);
    }

    /// Gives tickets back.
    @WebMethod
    @WebResult(name = "cancelMovieTicketsResponse", targetNamespace = NAMESPACE, partName = PART)
    public BookingResponse cancelMovieTickets(
            @WebParam(name = "cancelMovieTickets", targetNamespace = NAMESPACE, partName = PART)
                    BookingRequests.Cancel request) {
        return answer("cancelMovieTickets", request);
    }

    /// Exchanges tickets of one show for those of another.
    @WebMethod
    @WebResult(name = "exchangeTicketsResponse", targetNamespace = NAMESPACE, partName = PART)
    public BookingResponse exchangeTickets(
            @WebParam(name = "exchangeTickets", targetNamespace = NAMESPACE, partName = PART)
                    BookingRequests.Exchange request) {
        return answer("exchangeTickets", request);
    }

    private BookingResponse answer(String name, BookingRequest request) {
        var exchange = SoapExchange.current();
        var answer = ask(exchange, name, request);
        var place = answer.place();
        if (place.isInOrder()) {
            exchange.addResponseHeader("Sequence-Number", Long.toString(place.number()));
            exchange.addResponseHeader("Agreed-By", place.agreedBy());
        }
        return switch (answer) {
            case Done(var result, _) -> BookingResponse.of(BookingReply.of(result));
            case Failed(var code, var detail, _) -> throw fault(exchange, code, detail);
        };
    }

    private Answer ask(SoapExchange exchange, String name, BookingRequest request) {
        long start = System.nanoTime();
        try {
            var operation = request.by(Canonical.userId(exchange.user()));
            return desk.ask(operation, exchange.keys(), start);
        } catch (UnreadableException e) {
            return desk.unread(name, e.code(), e.detail(), start);
        } catch (RuntimeException e) {
            LOG.error("{} by SOAP failed because of a fault of the program", name, e);
            return desk.unread(name, ProblemCode.BROKEN, "the front end's log tells more", start);
        }
    }

    private static SOAPFaultException fault(
            SoapExchange exchange, ProblemCode code, String detail) {
        var problem = new Problem(code, detail);
        problem.headers().forEach(exchange::addResponseHeader);
        return new SOAPFaultException(problem.element());
    }
}
