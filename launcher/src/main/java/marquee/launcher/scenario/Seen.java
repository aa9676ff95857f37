package marquee.launcher.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import marquee.applications.booking.BookingCodec;
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
import marquee.client.Answer;
import marquee.protocol.replication.Outcome;

/// What a customer saw, in the words of docs/scenarios.md: the answer's code with its fields on one
/// line. An answer over HTTP and the result it was made of give the same words.
public final class Seen {
    /// Nothing definite was heard: the call may have been executed, or may be yet.
    public static final String UNKNOWN = "UNKNOWN";

    /// The customer was told that nothing was done.
    public static final String NOT_TAKEN = "NOT_TAKEN";

    /// The customer was told that the key has named another request of the same user.
    public static final String KEY_REUSED = "KEY_REUSED";

    /// In place of the show that a removed booking was not moved to.
    private static final String NOTHING = "nothing";

    private static final ImmutableList<String> FIELDS =
            ImmutableList.of("capacity", "booked", "held", "left", "newHeld", "newLeft");
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERRORS = 500;

    private Seen() {}

    /// The code that `seen` begins with.
    public static String code(String seen) {
        int blank = seen.indexOf(' ');
        return blank < 0 ? seen : seen.substring(0, blank);
    }

    /// What `answer` says of the attempt that it answers. An attempt that was [#NOT_TAKEN] says
    /// nothing of earlier ones with the same key.
    public static String of(Answer answer) {
        if (answer.status() == TOO_MANY_REQUESTS) {
            return NOT_TAKEN;
        }
        if (answer.status() >= SERVER_ERRORS) {
            return UNKNOWN;
        }
        var body = answer.body();
        var words = ImmutableList.<String>builder().add(answer.code());
        for (var field : FIELDS) {
            if (body.has(field)) {
                words.add(field, body.path(field).asText());
            }
        }
        body.path("shows").forEach(show -> add(words, show, "movieId", "left"));
        body.path("bookings")
                .forEach(booking -> add(words, booking, "movieName", "movieId", "tickets"));
        body.path("moved")
                .forEach(moved -> add(words, moved, "customerId", "tickets", "newMovieId"));
        for (var dropped : body.path("dropped")) {
            add(words, dropped, "customerId", "tickets");
            words.add(NOTHING);
        }
        return String.join(" ", words.build());
    }

    private static void add(
            ImmutableList.Builder<String> words, JsonNode object, String... fields) {
        for (var field : fields) {
            words.add(object.path(field).asText());
        }
    }

    /// What a customer sees who is answered `outcome`.
    ///
    /// @throws IllegalArgumentException if its result is none of the booking application's
    public static String of(Outcome outcome) {
        return switch (outcome.verdict()) {
            case KEY_REUSED -> KEY_REUSED;
            case KEYS_EXHAUSTED -> NOT_TAKEN;
            case EXECUTED -> {
                var result = BookingCodec.decodeResult(outcome.result());
                if (result == null) {
                    throw new IllegalArgumentException("no result: " + outcome.result());
                }
                yield of(result);
            }
        };
    }

    /// What a customer sees who is answered `result`.
    public static String of(BookingResult result) {
        var words = new StringBuilder(result.code());
        switch (result) {
            case Added(var capacity, var booked, var left) ->
                    add(words, "capacity", capacity, "booked", booked, "left", left);
            case Updated(var capacity, var booked, var left) ->
                    add(words, "capacity", capacity, "booked", booked, "left", left);
            case Booked(var held, var left) -> add(words, "held", held, "left", left);
            case Cancelled(var held, var left) -> add(words, "held", held, "left", left);
            case Exchanged(var held, var left, var newHeld, var newLeft) ->
                    add(words, "held", held, "left", left, "newHeld", newHeld, "newLeft", newLeft);
            case Refused(var reason, var amount) -> {
                if (reason.hasField()) {
                    add(words, reason.field(), amount);
                }
            }
            case Listed(_, var shows) -> shows.forEach(show -> add(words, show.id(), show.left()));
            case Schedule(_, var bookings) ->
                    bookings.forEach(booking ->
                            add(
                                    words,
                                    booking.show().movie(),
                                    booking.show().id(),
                                    booking.tickets()));
            case Removed(var moved, var dropped) -> {
                moved.forEach(each -> add(words, each.customer(), each.tickets(), each.newId()));
                dropped.forEach(each -> add(words, each.customer(), each.tickets(), NOTHING));
            }
        }
        return words.toString();
    }

    private static void add(StringBuilder line, Object... words) {
        for (var word : words) {
            line.append(' ').append(word);
        }
    }
}
