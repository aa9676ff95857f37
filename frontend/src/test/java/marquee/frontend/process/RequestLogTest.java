package marquee.frontend.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.time.LocalDate;
import marquee.applications.booking.BookingOperation.AddMovieSlots;
import marquee.applications.booking.BookingOperation.ShowArguments;
import marquee.applications.booking.BookingResult;
import marquee.applications.booking.Canonical;
import marquee.applications.booking.UserId;
import marquee.config.Limits;
import marquee.config.process.ProcessLog;
import marquee.frontend.process.web.Reply;
import marquee.protocol.replication.RequestId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The lines of the front end's log: docs/domain.md, logs.
class RequestLogTest {
    private static final int DAY = (int) LocalDate.of(2023, 5, 15).toEpochDay();

    private static final Limits LIMITS = new Limits(1_432, 1, 1, 10_000, 3, 1, 1, 1);

    private final AddMovieSlots operation =
            new AddMovieSlots(
                    Canonical.userId("ATWA1111"),
                    new ShowArguments(Canonical.movieId("ATWM160523"), Canonical.movie("a\nvatar")),
                    3);

    @Test
    void aLineHasNumberIdActorOperationParametersSuccessReplyReplicasAndDate() {
        var reply =
                ResultForm.of(new BookingResult.Added(3, 0, 3))
                        .with(Reply.SEQUENCE_NUMBER, "7")
                        .with(Reply.AGREED_BY, "R1,R3");

        assertThat(line(reply))
                .isEqualTo(
                        "#7  ATWA1111/my-key  ATWA1111 addMovieSlots ATWM160523 a?vatar 3 OK"
                                + " {\"status\":\"OK\",\"code\":\"ADDED\",\"capacity\":3,"
                                + "\"booked\":0,\"left\":3}  R1,R3  2023-05-15");
    }

    @Test
    void aLineIsBoundedWhateverTheReply() {
        var reply = ResultForm.of(removed(1_000));

        assertThat(line(reply))
                .contains(" OK " + reply.body().toString().substring(0, RequestLog.REPLY_MAX) + "…")
                .hasSizeBetween(RequestLog.REPLY_MAX, RequestLog.REPLY_MAX + 200);
    }

    @Test
    void aLongReplyIsNotKeptUntilItsLineIsMade() {
        var log = new RequestLog(true);

        assertThat(log.line(operation, null, ResultForm.of(removed(RequestLog.ROWS_KEPT_MAX))))
                .isInstanceOf(RequestLog.Line.class);
        assertThat(log.line(operation, null, ResultForm.of(removed(RequestLog.ROWS_KEPT_MAX + 1))))
                .isNotInstanceOf(RequestLog.Line.class);
    }

    @Test
    void aRequestThatCannotBeReadHasInTheLogWhatCouldBeRead(@TempDir Path folder) throws Exception {
        ProcessLog.start("frontend-1", folder, LIMITS, true);
        try (var edge = new Edge()) {
            var path = "/v1/shows/ATWM160523/Avatar";
            edge.send("PUT", path, Edge.ADMIN, Edge.capacity(3), "Idempotency-Key", "a key");
            edge.put(path, Edge.ADMIN, "none");
        } finally {
            ProcessLog.stop();
        }

        assertThat(folder.resolve("frontend-1-requests.0.log"))
                .content()
                .contains(" -  -  ATWA1111 addMovieSlots ATWM160523 Avatar 3 FAILED {")
                .contains("\"code\":\"MALFORMED\"")
                .contains(" -  -  ATWA1111 addMovieSlots FAILED MALFORMED: the body is no JSON");
    }

    private static BookingResult removed(int bookings) {
        var moved = ImmutableList.<BookingResult.Moved>builder();
        var id = Canonical.movieId("ATWE160523").value();
        for (int place = 0; place < bookings && id != null; place++) {
            moved.add(new BookingResult.Moved(UserId.atPlace(place), 1, id));
        }
        return new BookingResult.Removed(moved.build(), ImmutableList.of());
    }

    private String line(Reply reply) {
        var log = new RequestLog(true);
        log.dayBegan(DAY);
        return log.line(operation, RequestId.named("ATWA1111", "my-key"), reply).get();
    }
}
