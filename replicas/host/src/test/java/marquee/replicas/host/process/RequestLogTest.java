package marquee.replicas.host.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.time.LocalDate;
import marquee.applications.booking.Argument;
import marquee.applications.booking.BookingCodec;
import marquee.applications.booking.BookingOperation;
import marquee.applications.booking.BookingOperation.BookMovieTickets;
import marquee.applications.booking.BookingOperation.ShowArguments;
import marquee.applications.booking.BookingResult;
import marquee.applications.booking.BookingResult.Booked;
import marquee.applications.booking.BookingResult.Refused;
import marquee.applications.booking.Movie;
import marquee.applications.booking.MovieId;
import marquee.applications.booking.RefusalCode;
import marquee.applications.booking.Show;
import marquee.applications.booking.Theatre;
import marquee.applications.booking.TimeSlot;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.Outcome;
import marquee.protocol.replication.Outcome.Verdict;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.RequestId;
import marquee.protocol.replication.Stamp;
import marquee.protocol.wire.Bytes;
import org.junit.jupiter.api.Test;

/// Lines of the text log that docs/domain.md asks of every server.
class RequestLogTest {
    private static final LocalDate TODAY = LocalDate.of(2023, 5, 15);
    private static final RequestId ID = RequestId.named("ATWC2222", "k1");
    private static final BookingOperation BOOK =
            new BookMovieTickets(
                    Argument.userId("ATWC2222"),
                    Argument.userId("ATWC2222"),
                    new ShowArguments(Argument.movieId("ATWM160523"), Argument.movie("Avatar")),
                    2);

    @Test
    void sayWhoAskedForWhatAndWhatCameOfIt() {
        assertThat(line(7, 7, Verdict.EXECUTED, BookingCodec.encode(new Booked(2, 1))))
                .isEqualTo(
                        "#7  R2/0  ATWC2222/k1  ATWC2222"
                                + " bookMovieTickets for ATWC2222 ATWM160523 Avatar 2"
                                + "  OK BOOKED: Booked: 2 tickets held, 1 seat left."
                                + "  2023-05-15");
    }

    @Test
    void sayThatARequestFailed() {
        var refused = new Refused(RefusalCode.NO_SUCH_SHOW);

        assertThat(line(7, 7, Verdict.EXECUTED, BookingCodec.encode(refused)))
                .endsWith("  FAILED NO_SUCH_SHOW: There is no such show.  2023-05-15");
        assertThat(line(7, 7, Verdict.KEY_REUSED, Bytes.EMPTY))
                .endsWith("  FAILED KEY_REUSED  2023-05-15");
    }

    @Test
    void sayThatARequestCameAgain() {
        assertThat(line(9, 7, Verdict.EXECUTED, BookingCodec.encode(new Booked(2, 1))))
                .contains("#9  R2/0")
                .contains("  again, as #7  OK BOOKED");
    }

    @Test
    void areOfBoundedLength() {
        var shows = ImmutableList.<BookingResult.Booking>builder();
        for (int day = 0; day < 1_000; day++) {
            var id = new MovieId(Theatre.ATW, TODAY.plusDays(day), TimeSlot.MORNING);
            shows.add(new BookingResult.Booking(new Show(id, Movie.AVATAR), 1));
        }
        var customer = Argument.userId("ATWC2222").value();
        assertThat(customer).isNotNull();
        var schedule = new BookingResult.Schedule(customer, shows.build());

        assertThat(line(7, 7, Verdict.EXECUTED, BookingCodec.encode(schedule)))
                .hasSizeLessThan(RequestLog.REPLY_MAX + 200)
                .endsWith("…  2023-05-15");
    }

    @Test
    void sayHowLongWhatCannotBeReadIs() {
        assertThat(line(Bytes.wrap(new byte[3]), 7, 7, Verdict.EXECUTED, Bytes.EMPTY))
                .isEqualTo("#7  R2/0  ATWC2222/k1  - 3 bytes  OK 0 bytes  2023-05-15");
    }

    private static String line(long number, long first, Verdict verdict, Bytes result) {
        return line(BookingCodec.encode(BOOK), number, first, verdict, result);
    }

    private static String line(
            Bytes operation, long number, long first, Verdict verdict, Bytes result) {
        var replyTo = new Peer(NodeId.frontEnd(1), 0, 1);
        var request = new Entry.Request(ID, operation, replyTo);
        var stamp = new Stamp(1, Math.toIntExact(TODAY.toEpochDay()));
        var outcome = new Outcome(number, first, ID, verdict, result);
        var entry = new Entry(number, stamp, request);
        return new RequestLog.Line(new ReplicaId(2, 0), entry, request, outcome).get();
    }
}
