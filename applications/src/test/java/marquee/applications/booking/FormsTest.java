package marquee.applications.booking;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import java.time.LocalDate;
import java.util.ArrayList;
import marquee.applications.booking.model.Lines;
import marquee.applications.booking.model.ReferenceModel;
import org.junit.jupiter.api.Test;

/// The bytes that docs/domain.md, bytes, prescribes, each written out by hand: all implementations
/// share the codec, so no comparison of theirs would notice if its forms were others.
class FormsTest {
    private static final LocalDate TODAY = LocalDate.of(2023, 5, 15);

    /// What is asked, the bytes of that, the answer, the bytes of that. 16 May 2023 is day 0x2158.
    private static final String DIALOGUE =
            """
            ATWA1111 add ATWM160523 Avatar 300 | 01 0457 00215800 00 ac02
                ADDED capacity 300, booked 0, left 300 | 01 ac02 00 ac02
            ATWA1111 add ATWM160523 Avatar 9 | 01 0457 00215800 00 09
                UPDATED capacity 9, booked 0, left 9 | 02 09 00 09
            ATWA1111 add ATWE160523 Avatar 3 | 01 0457 00215802 00 03
                ADDED capacity 3, booked 0, left 3 | 01 03 00 03
            ATWA1111 add ATWE220523 Titanic 5 | 01 0457 00215e02 02 05
                ADDED capacity 5, booked 0, left 5 | 01 05 00 05
            VERA9999 for OUTC0001 book ATWM160523 Avatar 4 | 04 c34f 7531 00215800 00 04
                BOOKED held 4, left 5 | 05 04 05
            ATWC0001 book ATWM160523 Avatar 2 | 04 2711 2711 00215800 00 02
                BOOKED held 2, left 3 | 05 02 03
            ATWC0001 cancel ATWM160523 Avatar 1 | 06 2711 2711 00215800 00 01
                CANCELLED held 1, left 4 | 07 01 04
            OUTC0001 exchange ATWM160523 Avatar ATWE220523 Titanic 1 | \
            07 7531 7531 00215800 00 00215e02 02 01
                EXCHANGED held 3, left 5, newHeld 1, newLeft 4 | 08 03 05 01 04
            OUTC0001 schedule | 05 7531 7531
                SCHEDULE OUTC0001 [ATWM160523 Avatar 3, ATWE220523 Titanic 1] | \
            06 7531 02 00215800 00 03 00215e02 02 01
            ATWC0001 list Avatar | 03 2711 00
                LISTED Avatar [ATWM160523 5, ATWE160523 3] | 04 00 02 00215800 05 00215802 03
            ATWC0001 book ATWE160523 Avatar 4 | 04 2711 2711 00215802 00 04
                NOT_ENOUGH_SEATS left 3 | 30 03
            ATWC0001 cancel ATWE160523 Avatar 4 | 06 2711 2711 00215802 00 04
                NOT_BOOKED | 2b
            ATWA1111 remove ATWM160523 Avatar | 02 0457 00215800 00
                REMOVED, moved [ATWC0001 1 to ATWE160523], dropped [OUTC0001 3] | \
            03 01 2711 01 00215802 01 7531 03
            ATWC1 list Up | 03 ffff 05 4154574331 ff 02 5570
                BAD_USER_ID | 21
            """;

    @Test
    void operationsAndResultsHaveTheBytesOfThePage() {
        var model = new ReferenceModel();
        var lines = Splitter.on('\n').omitEmptyStrings().split(DIALOGUE).iterator();
        while (lines.hasNext()) {
            var asked = Splitter.on('|').trimResults().splitToList(lines.next());
            var answered = Splitter.on('|').trimResults().splitToList(lines.next());
            var operation = Lines.request(asked.getFirst());
            assertThat(operation).as(asked.getFirst()).hasToString(hex(asked.getLast()));
            var result = model.execute(TODAY, operation, (_, _, _) -> {});
            assertThat(Lines.answer(result)).isEqualTo(answered.getFirst());
            assertThat(result).as(answered.getFirst()).hasToString(hex(answered.getLast()));
        }
    }

    @Test
    void recordsHaveTheBytesOfThePage() {
        var model = new ReferenceModel();
        for (var request :
                new String[] {
                    "ATWA1111 add ATWM160523 Avatar 300", "OUTC0001 book ATWM160523 Avatar 4",
                }) {
            var _ = model.execute(TODAY, Lines.request(request), (_, _, _) -> {});
        }
        var records = new ArrayList<String>();
        model.scan(null, (key, value) -> records.add(key + " " + value));

        assertThat(records).containsExactly("010021580000 ac02", "0100215800007531 04");
    }

    private static String hex(String spaced) {
        return spaced.replace(" ", "");
    }
}
