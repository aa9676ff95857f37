package marquee.replicas.host.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.util.stream.Stream;
import marquee.applications.booking.BookingCodec;
import marquee.applications.booking.BookingResult;
import marquee.applications.booking.BookingResult.Added;
import marquee.applications.booking.BookingResult.Booked;
import marquee.applications.booking.BookingResult.Cancelled;
import marquee.applications.booking.BookingResult.Exchanged;
import marquee.applications.booking.BookingResult.Refused;
import marquee.applications.booking.BookingResult.Removed;
import marquee.applications.booking.BookingResult.Updated;
import marquee.applications.booking.RefusalCode;
import marquee.protocol.Chance;
import marquee.protocol.replication.Outcome;
import marquee.protocol.replication.Outcome.Verdict;
import marquee.protocol.wire.Bytes;
import marquee.replicas.host.Orders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the fault `wrong-reply` says instead of the truth.
class PlausibleLieTest {
    private static final int DRAWS = 200;

    static Stream<BookingResult> results() {
        return Stream.of(
                new Added(10, 0, 10),
                new Updated(10, 2, 8),
                new Removed(ImmutableList.of(), ImmutableList.of()),
                new Booked(1, 9),
                new Cancelled(0, 10),
                new Exchanged(1, 2, 3, 4),
                new Refused(RefusalCode.NO_SUCH_SHOW),
                new Refused(RefusalCode.NOT_ENOUGH_SEATS, 3));
    }

    @ParameterizedTest
    @MethodSource("results")
    void isAnotherResultInItsCanonicalForm(BookingResult result) {
        var right = outcome(Verdict.EXECUTED, BookingCodec.encode(result));
        var lie = new PlausibleLie(new Chance(1));

        for (int i = 0; i < DRAWS; i++) {
            var wrong = lie.insteadOf(right);

            assertThat(BookingCodec.decodeResult(wrong.result())).isNotNull().isNotEqualTo(result);
            assertThat(new Outcome(7, 3, wrong.id(), Verdict.EXECUTED, right.result()))
                    .as("all but the result")
                    .isEqualTo(right);
        }
    }

    @Test
    void claimsThatARefusedKeyWasExecuted() {
        var wrong =
                new PlausibleLie(new Chance(1)).insteadOf(outcome(Verdict.KEY_REUSED, Bytes.EMPTY));

        assertThat(wrong.verdict()).isEqualTo(Verdict.EXECUTED);
        assertThat(BookingCodec.decodeResult(wrong.result())).isInstanceOf(Booked.class);
    }

    @Test
    void isRandomBytesWhereTheResultIsNotOneOfBooking() {
        var right = outcome(Verdict.EXECUTED, Bytes.wrap(new byte[20]));

        var wrong = new PlausibleLie(new Chance(1)).insteadOf(right);

        assertThat(wrong.result().length()).isEqualTo(20);
        assertThat(wrong.result()).isNotEqualTo(right.result());
    }

    private static Outcome outcome(Verdict verdict, Bytes result) {
        return new Outcome(7, 3, Orders.id("ATWC1111", 1), verdict, result);
    }
}
