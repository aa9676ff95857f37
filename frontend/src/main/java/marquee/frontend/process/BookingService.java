package marquee.frontend.process;

import static io.javalin.http.HandlerType.DELETE;
import static io.javalin.http.HandlerType.GET;
import static io.javalin.http.HandlerType.POST;
import static io.javalin.http.HandlerType.PUT;

import com.google.common.collect.ImmutableList;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import marquee.applications.booking.BookingCodec;
import marquee.applications.booking.BookingOperation;
import marquee.applications.booking.EarlyChecks;
import marquee.frontend.FrontEndEffect;
import marquee.frontend.FrontEndEffect.Answered;
import marquee.frontend.FrontEndEffect.Refused;
import marquee.frontend.FrontEndEffect.Unknown;
import marquee.frontend.FrontEndEvent.Called;
import marquee.protocol.replication.Outcome;
import marquee.protocol.replication.RequestId;
import org.jspecify.annotations.Nullable;

/// The seven operations over HTTP; docs/http-api.md. What needs no state is refused here, without a
/// place in the order and without spending a key (docs/domain.md, checks 1 to 5); everything else
/// is handed over, reads included (rule P12), and answered with what the replicas agreed on.
final class BookingService {
    static final String SEQUENCE_NUMBER = "Sequence-Number";
    static final String AGREED_BY = "Agreed-By";

    private static final String SHOW = "/v1/shows/{movieId}/{movieName}";
    private static final String CUSTOMER = "/v1/customers/{customerId}/";

    private final Calls calls;
    private final Metrics metrics;
    private final RequestLog log;

    BookingService(Calls calls, Metrics metrics, RequestLog log) {
        this.calls = calls;
        this.metrics = metrics;
        this.log = log;
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
                    metrics.observe(name, reply.code(), System.nanoTime() - start);
                };
        return new Route(method, path, handler);
    }

    private Reply reply(Context context, String name, Reader reader) {
        try {
            var operation = reader.read(context);
            var id = BookingRequest.id(context, operation);
            var refusal = EarlyChecks.refusal(operation);
            var reply = refusal == null ? order(operation, id) : ResultForm.of(refusal);
            log.answered(operation, reply);
            return reply;
        } catch (RefusedRequest e) {
            log.unread(name, e.reply());
            return e.reply();
        }
    }

    private Reply order(BookingOperation operation, @Nullable RequestId id) {
        var bytes = BookingCodec.encode(operation);
        var effect = calls.call(call -> new Called(call, id, bytes));
        return switch (effect) {
            case Answered(_, var outcome, var agreedBy) ->
                    agreed(outcome).with(AGREED_BY, agreedBy.toString());
            case Refused(_, var reason) -> refused(reason);
            case Unknown _ -> unknown(operation, id);
            default -> throw new IllegalStateException("no answer to a call: " + effect);
        };
    }

    /// The reply that `outcome` is. The number of a repeat is that of the first time, as is all
    /// else of its reply.
    private static Reply agreed(Outcome outcome) {
        return switch (outcome.verdict()) {
            case EXECUTED -> executed(outcome);
            case KEY_REUSED ->
                    numbered(
                            Reply.problem(
                                    ProblemCode.KEY_REUSED,
                                    "this key has named another request of this user"),
                            outcome.number());
            case KEYS_EXHAUSTED ->
                    numbered(
                            Reply.problem(
                                    ProblemCode.TOO_MANY_REQUESTS,
                                    "no key can be forgotten yet; the request was not executed"),
                            outcome.number());
        };
    }

    private static Reply executed(Outcome outcome) {
        var result = BookingCodec.decodeResult(outcome.result());
        if (result == null) {
            throw new IllegalStateException("agreed, and no result: #" + outcome.number());
        }
        return numbered(ResultForm.of(result), outcome.firstNumber());
    }

    private static Reply numbered(Reply reply, long number) {
        return reply.with(SEQUENCE_NUMBER, Long.toString(number));
    }

    /// What has certainly not been done (rule P6).
    static Reply refused(FrontEndEffect.Reason reason) {
        return switch (reason) {
            case TOO_MANY_PENDING ->
                    Reply.problem(
                            ProblemCode.TOO_MANY_REQUESTS,
                            "this front end has no room for the request, which was not done");
            case TOO_MANY_IN_FLIGHT ->
                    Reply.problem(
                            ProblemCode.TOO_MANY_REQUESTS,
                            "the user has too many requests in flight; this one was not done");
            case KEY_REUSED ->
                    Reply.problem(
                            ProblemCode.KEY_REUSED,
                            "this key names another request of this user, still in flight");
            case STALE, HISTORY_FULL, NOT_HANDED_OVER ->
                    Reply.problem(
                            ProblemCode.NO_AGREEMENT,
                            "the sequencer did not take the request, which was not done");
        };
    }

    private static Reply unknown(BookingOperation operation, @Nullable RequestId id) {
        boolean safe = id != null || !operation.mutates();
        return Reply.problem(
                ProblemCode.NO_AGREEMENT,
                safe
                        ? "what came of the request is unknown; to repeat it, with its key if it"
                                + " has one, is safe"
                        : "what came of the request is unknown; as it has no Idempotency-Key, to"
                                + " repeat it may do it twice");
    }
}
