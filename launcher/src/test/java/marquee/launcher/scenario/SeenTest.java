package marquee.launcher.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.TreeSet;
import java.util.stream.Stream;
import marquee.applications.booking.BookingCodec;
import marquee.applications.booking.BookingResult;
import marquee.applications.booking.BookingResult.Added;
import marquee.applications.booking.BookingResult.Availability;
import marquee.applications.booking.BookingResult.Booked;
import marquee.applications.booking.BookingResult.Booking;
import marquee.applications.booking.BookingResult.Cancelled;
import marquee.applications.booking.BookingResult.Dropped;
import marquee.applications.booking.BookingResult.Exchanged;
import marquee.applications.booking.BookingResult.Listed;
import marquee.applications.booking.BookingResult.Moved;
import marquee.applications.booking.BookingResult.Refused;
import marquee.applications.booking.BookingResult.Removed;
import marquee.applications.booking.BookingResult.Schedule;
import marquee.applications.booking.BookingResult.Updated;
import marquee.applications.booking.Movie;
import marquee.applications.booking.MovieId;
import marquee.applications.booking.RefusalCode;
import marquee.applications.booking.Show;
import marquee.applications.booking.UserId;
import marquee.client.Answer;
import marquee.protocol.replication.Outcome;
import marquee.protocol.replication.Outcome.Verdict;
import marquee.protocol.replication.RequestId;
import marquee.protocol.wire.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The same words for what is answered over HTTP, in the form of docs/http-api.md, and for the
/// result that the replicas agreed on.
class SeenTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final UserId ONE = user("ATWC2222");
    private static final UserId OTHER = user("VERC3333");

    record Case(int status, String body, BookingResult result, String words) {}

    static Stream<Case> successes() {
        return Stream.of(
                new Case(
                        201,
                        "'code':'ADDED','capacity':10,'booked':0,'left':10",
                        new Added(10, 0, 10),
                        "ADDED capacity 10 booked 0 left 10"),
                new Case(
                        200,
                        "'code':'UPDATED','capacity':10,'booked':4,'left':6",
                        new Updated(10, 4, 6),
                        "UPDATED capacity 10 booked 4 left 6"),
                new Case(
                        200,
                        "'code':'REMOVED','moved':[{'customerId':'ATWC2222','tickets':2,"
                                + "'newMovieId':'ATWE160523'}],'dropped':[{'customerId':'VERC3333',"
                                + "'tickets':1}]",
                        new Removed(
                                ImmutableList.of(new Moved(ONE, 2, id("ATWE160523"))),
                                ImmutableList.of(new Dropped(OTHER, 1))),
                        "REMOVED ATWC2222 2 ATWE160523 VERC3333 1 nothing"),
                new Case(
                        200,
                        "'code':'LISTED','movieName':'Avatar','shows':["
                                + "{'movieId':'ATWE160523','left':0},"
                                + "{'movieId':'VERM160523','left':7}]",
                        new Listed(
                                Movie.AVATAR,
                                ImmutableList.of(
                                        new Availability(id("ATWE160523"), 0),
                                        new Availability(id("VERM160523"), 7))),
                        "LISTED ATWE160523 0 VERM160523 7"),
                new Case(
                        201,
                        "'code':'BOOKED','held':2,'left':8",
                        new Booked(2, 8),
                        "BOOKED held 2 left 8"),
                new Case(
                        200,
                        "'code':'SCHEDULE','customerId':'ATWC2222','bookings':[{'movieId':"
                                + "'ATWE160523','movieName':'Avatar','tickets':2}]",
                        new Schedule(
                                ONE,
                                ImmutableList.of(
                                        new Booking(new Show(id("ATWE160523"), Movie.AVATAR), 2))),
                        "SCHEDULE Avatar ATWE160523 2"),
                new Case(
                        200,
                        "'code':'CANCELLED','held':0,'left':10",
                        new Cancelled(0, 10),
                        "CANCELLED held 0 left 10"),
                new Case(
                        200,
                        "'code':'EXCHANGED','held':0,'left':10,'newHeld':4,'newLeft':0",
                        new Exchanged(0, 10, 4, 0),
                        "EXCHANGED held 0 left 10 newHeld 4 newLeft 0"));
    }

    static Stream<Case> refusals() {
        return Arrays.stream(RefusalCode.values())
                .map(code ->
                        code.hasField()
                                ? new Case(
                                        409,
                                        "'code':'%s','%s':3".formatted(code, code.field()),
                                        new Refused(code, 3),
                                        code + " " + code.field() + " 3")
                                : new Case(
                                        409,
                                        "'code':'%s'".formatted(code),
                                        new Refused(code),
                                        code.name()));
    }

    @ParameterizedTest
    @MethodSource({"successes", "refusals"})
    void theAnswerAndTheResultGiveTheSameWords(Case each) throws JsonProcessingException {
        assertThat(Seen.of(each.result())).isEqualTo(each.words());
        assertThat(Seen.of(answer(each.status(), each.body()))).isEqualTo(each.words());
        assertThat(Seen.of(outcome(Verdict.EXECUTED, BookingCodec.encode(each.result()))))
                .isEqualTo(each.words());
    }

    @Test
    void noSuccessIsLeftOut() {
        var kinds = new TreeSet<String>();
        successes().forEach(each -> kinds.add(each.result().getClass().getSimpleName()));
        kinds.add(Refused.class.getSimpleName());
        var all = new ArrayList<String>();
        for (var kind : BookingResult.class.getPermittedSubclasses()) {
            all.add(kind.getSimpleName());
        }
        assertThat(kinds).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void whatWasRefusedForWantOfRoomWasNotTaken() throws JsonProcessingException {
        assertThat(Seen.of(answer(429, "'code':'TOO_MANY_REQUESTS'"))).isEqualTo("NOT_TAKEN");
        assertThat(Seen.of(outcome(Verdict.KEYS_EXHAUSTED, Bytes.EMPTY))).isEqualTo("NOT_TAKEN");
    }

    @Test
    void nothingDefiniteIsUnknown() throws JsonProcessingException {
        assertThat(Seen.of(answer(503, "'code':'NO_AGREEMENT'"))).isEqualTo("UNKNOWN");
        assertThat(Seen.of(answer(500, "'code':'BROKEN'"))).isEqualTo("UNKNOWN");
        assertThat(Seen.of(answer(502, ""))).isEqualTo("UNKNOWN");
    }

    @Test
    void whatTheWebServiceRefusesItselfIsSeenByItsCode() throws JsonProcessingException {
        assertThat(Seen.of(answer(422, "'code':'KEY_REUSED'"))).isEqualTo("KEY_REUSED");
        assertThat(Seen.of(outcome(Verdict.KEY_REUSED, Bytes.EMPTY))).isEqualTo("KEY_REUSED");
        assertThat(Seen.of(answer(404, ""))).isEqualTo("HTTP_404");
    }

    private static Answer answer(int status, String fields) throws JsonProcessingException {
        var json = "{" + fields.replace('\'', '"') + "}";
        return new Answer(status, 7, "1/0,2/0", MAPPER.readTree(json));
    }

    private static Outcome outcome(Verdict verdict, Bytes result) {
        return new Outcome(7, 7, RequestId.named("ATWC2222", "k"), verdict, result);
    }

    private static UserId user(String text) {
        var user = UserId.parse(text);
        assertThat(user).isNotNull();
        return user;
    }

    private static MovieId id(String text) {
        var id = MovieId.parse(text);
        assertThat(id).isNotNull();
        return id;
    }
}
