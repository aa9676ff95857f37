package marquee.frontend.process;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import marquee.applications.booking.BookingResult;
import marquee.applications.booking.BookingResult.Added;
import marquee.applications.booking.BookingResult.Booked;
import marquee.applications.booking.BookingResult.Cancelled;
import marquee.applications.booking.BookingResult.Exchanged;
import marquee.applications.booking.BookingResult.Listed;
import marquee.applications.booking.BookingResult.Refused;
import marquee.applications.booking.BookingResult.Removed;
import marquee.applications.booking.BookingResult.Schedule;
import marquee.applications.booking.BookingResult.Updated;
import marquee.applications.booking.Sentences;
import marquee.frontend.process.Answer.Done;
import marquee.frontend.process.Answer.Failed;
import marquee.frontend.process.web.Reply;

/// How the booking application's results look in HTTP and JSON; docs/http-api.md. Made once, after
/// the vote, of what the replicas agreed on byte by byte (rule P9).
final class ResultForm {
    private static final int OK = 200;
    private static final int CREATED = 201;

    private ResultForm() {}

    static Reply of(Answer answer) {
        var reply =
                switch (answer) {
                    case Done(var result, _) -> of(result);
                    case Failed(var code, var detail, _) -> Reply.problem(code, detail);
                };
        var place = answer.place();
        return place.isInOrder()
                ? reply.with(Reply.SEQUENCE_NUMBER, Long.toString(place.number()))
                        .with(Reply.AGREED_BY, place.agreedBy())
                : reply;
    }

    static Reply of(BookingResult result) {
        if (result instanceof Refused refused) {
            return refusal(refused);
        }
        boolean created = result instanceof Added || result instanceof Booked;
        return Reply.json(created ? CREATED : OK, result.code(), body(result));
    }

    private static Reply refusal(Refused refused) {
        var reason = refused.reason();
        int status = RefusalForm.status(reason);
        var body =
                Reply.problem(
                        reason.name(),
                        RefusalForm.title(reason),
                        status,
                        Sentences.of((BookingResult) refused));
        if (reason.hasField()) {
            body.put(reason.field(), refused.amount());
        }
        return Reply.problem(status, reason.name(), body);
    }

    private static ObjectNode body(BookingResult result) {
        var body =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("status", "OK")
                        .put("code", result.code());
        switch (result) {
            case Added(var capacity, var booked, var left) ->
                    body.put("capacity", capacity).put("booked", booked).put("left", left);
            case Updated(var capacity, var booked, var left) ->
                    body.put("capacity", capacity).put("booked", booked).put("left", left);
            case Removed removed -> put(removed, body);
            case Listed listed -> put(listed, body);
            case Booked(var held, var left) -> body.put("held", held).put("left", left);
            case Schedule schedule -> put(schedule, body);
            case Cancelled(var held, var left) -> body.put("held", held).put("left", left);
            case Exchanged(var held, var left, var newHeld, var newLeft) ->
                    body.put("held", held)
                            .put("left", left)
                            .put("newHeld", newHeld)
                            .put("newLeft", newLeft);
            case Refused _ -> throw new IllegalArgumentException("a refusal is a problem document");
        }
        return body;
    }

    private static void put(Removed removed, ObjectNode body) {
        var moved = body.putArray("moved");
        removed.moved()
                .forEach(each ->
                        moved.addObject()
                                .put("customerId", each.customer().toString())
                                .put("tickets", each.tickets())
                                .put("newMovieId", each.newId().toString()));
        var dropped = body.putArray("dropped");
        removed.dropped()
                .forEach(each ->
                        dropped.addObject()
                                .put("customerId", each.customer().toString())
                                .put("tickets", each.tickets()));
    }

    private static void put(Listed listed, ObjectNode body) {
        var shows = body.put("movieName", listed.movie().title()).putArray("shows");
        listed.shows()
                .forEach(show ->
                        shows.addObject()
                                .put("movieId", show.id().toString())
                                .put("left", show.left()));
    }

    private static void put(Schedule schedule, ObjectNode body) {
        var bookings = body.put("customerId", schedule.customer().toString()).putArray("bookings");
        schedule.bookings()
                .forEach(booking ->
                        bookings.addObject()
                                .put("movieId", booking.show().id().toString())
                                .put("movieName", booking.show().movie().title())
                                .put("tickets", booking.tickets()));
    }
}
