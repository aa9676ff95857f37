package marquee.applications.booking.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import marquee.applications.booking.Argument;
import marquee.applications.booking.BookingCodec;
import marquee.applications.booking.BookingOperation.GetBookingSchedule;
import marquee.protocol.wire.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ATWA1111 add ATWM160523 Avatar 3",
                "ATWA1111 remove ATWM160523 Titanic",
                "ATWC0001 list Avengers",
                "ATWC0001 book OUTE290224 Avatar 10000",
                "ATWA1111 for VERC3333 book ATWM160523 Avatar 2",
                "ATWC0001 schedule",
                "ATWC0001 cancel ATWM160523 Avatar -1",
                "ATWC0001 exchange ATWM160523 Avatar VERM160523 Titanic 9223372036854775807",
                "ATWC0001 for '' book ATWM999999 '' 0",
                "'' list ''",
                "bytes 04ff",
            })
    void areReadAndWrittenAlike(String line) {
        assertThat(Lines.line(Lines.request(line))).isEqualTo(line);
    }

    @Test
    void giveEveryOperationBack() {
        var steps = new RandomSteps(7);
        for (int i = 0; i < 20_000; i++) {
            var operation = steps.next().operation();
            assertThat(Lines.request(Lines.line(operation))).isEqualTo(operation);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"''", "a->b", "\\n", "\"\"\"", "#", "on", "bytes"})
    void areBytesWhereWordsWouldMislead(String actor) {
        var user = Argument.userId(actor);
        var operation = BookingCodec.encode(new GetBookingSchedule(user, user));
        assertThat(Lines.request(Lines.line(operation))).isEqualTo(operation);
        assertThat(Lines.line(operation)).startsWith("bytes ");
    }

    @Test
    void tellWhatIsNoResult() {
        assertThat(Lines.answer(Bytes.wrap((byte) 99))).isEqualTo("bytes 63");
    }

    @Test
    void areNothingElse() {
        assertThatThrownBy(() -> Lines.request("ATWC0001 dance"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
