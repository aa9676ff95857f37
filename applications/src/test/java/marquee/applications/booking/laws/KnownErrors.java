package marquee.applications.booking.laws;

import static marquee.applications.booking.laws.BookingLaws.play;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.function.Supplier;
import java.util.stream.Stream;
import marquee.applications.StateMachine;
import marquee.applications.booking.model.OperationGenerator;
import marquee.protocol.Chance;
import marquee.protocol.wire.Bytes;
import org.junit.jupiter.api.DynamicTest;

/// Errors that systems of this kind have made with bookings (docs/domain.md, mistakes that have
/// been made), each as a test.
final class KnownErrors {
    private static final int REPLAYED = 300;

    private KnownErrors() {}

    static Stream<DynamicTest> tests(Supplier<StateMachine> empty) {
        return Stream.concat(
                Stream.of(removals(empty), exchanges(empty)).flatMap(tests -> tests),
                Stream.of(
                        play(
                                empty,
                                "a second booking adds to the first",
                                """
                                ATWA1111 add ATWM160523 Avatar 9 -> \
                                ADDED capacity 9, booked 0, left 9
                                ATWC0001 book ATWM160523 Avatar 2 -> BOOKED held 2, left 7
                                ATWC0001 book ATWM160523 Avatar 1 -> BOOKED held 3, left 6
                                ATWC0001 schedule -> SCHEDULE ATWC0001 [ATWM160523 Avatar 3]
                                """),
                        dynamicTest(
                                "equal histories give equal bytes, however long their dates passed",
                                () -> replay(empty.get(), empty.get()))));
    }

    private static Stream<DynamicTest> removals(Supplier<StateMachine> empty) {
        return Stream.of(
                play(
                        empty,
                        "a removal moves each booking whole, and to one later show only",
                        """
                        ATWA1111 add ATWM160523 Avatar 9 -> ADDED capacity 9, booked 0, left 9
                        ATWA1111 add ATWA160523 Avatar 1 -> ADDED capacity 1, booked 0, left 1
                        ATWA1111 add ATWE160523 Avatar 3 -> ADDED capacity 3, booked 0, left 3
                        ATWA1111 add ATWM170523 Avatar 9 -> ADDED capacity 9, booked 0, left 9
                        ATWC0003 book ATWM160523 Avatar 4 -> BOOKED held 4, left 5
                        ATWC0002 book ATWM160523 Avatar 2 -> BOOKED held 2, left 3
                        ATWC0001 book ATWM160523 Avatar 3 -> BOOKED held 3, left 0
                        ATWA1111 remove ATWM160523 Avatar -> REMOVED, moved [ATWC0001 3 to \
                        ATWE160523, ATWC0002 2 to ATWM170523, ATWC0003 4 to ATWM170523], dropped []
                        ATWC0001 schedule -> SCHEDULE ATWC0001 [ATWE160523 Avatar 3]
                        ATWC0003 schedule -> SCHEDULE ATWC0003 [ATWM170523 Avatar 4]
                        ATWC0009 list Avatar -> LISTED Avatar \
                        [ATWA160523 1, ATWE160523 0, ATWM170523 3]
                        """),
                play(
                        empty,
                        "a booking of an evening show moves to the next day, of no other movie",
                        """
                        ATWA1111 add ATWE310523 Avatar 9 -> TOO_FAR
                        ATWA1111 add ATWE160523 Avatar 9 -> ADDED capacity 9, booked 0, left 9
                        ATWA1111 add ATWM170523 Titanic 9 -> ADDED capacity 9, booked 0, left 9
                        ATWA1111 add ATWA170523 Avatar 9 -> ADDED capacity 9, booked 0, left 9
                        ATWA1111 add ATWM160523 Avatar 9 -> ADDED capacity 9, booked 0, left 9
                        OUTA1111 add OUTM170523 Avatar 9 -> ADDED capacity 9, booked 0, left 9
                        ATWC0001 book ATWE160523 Avatar 1 -> BOOKED held 1, left 8
                        ATWA1111 remove ATWE160523 Avatar -> \
                        REMOVED, moved [ATWC0001 1 to ATWA170523], dropped []
                        """),
                play(
                        empty,
                        "a booking that fits nowhere is dropped, one already there is added to",
                        """
                        ATWA1111 add ATWM150523 Avatar 9 -> ADDED capacity 9, booked 0, left 9
                        ATWA1111 add ATWE150523 Avatar 4 -> ADDED capacity 4, booked 0, left 4
                        ATWC0001 book ATWM150523 Avatar 4 -> BOOKED held 4, left 5
                        ATWC0002 book ATWM150523 Avatar 1 -> BOOKED held 1, left 4
                        ATWC0002 book ATWE150523 Avatar 2 -> BOOKED held 2, left 2
                        ATWA1111 remove ATWM150523 Avatar -> \
                        REMOVED, moved [ATWC0002 1 to ATWE150523], dropped [ATWC0001 4]
                        ATWC0001 schedule -> SCHEDULE ATWC0001 []
                        ATWC0002 schedule -> SCHEDULE ATWC0002 [ATWE150523 Avatar 3]
                        ATWA1111 remove ATWE150523 Avatar -> \
                        REMOVED, moved [], dropped [ATWC0002 3]
                        ATWA1111 remove ATWE150523 Avatar -> NO_SUCH_SHOW
                        """),
                play(
                        empty,
                        "a booking moves past a show at whose time its customer is elsewhere",
                        """
                        OUTA1111 add OUTM160523 Avatar 9 -> ADDED capacity 9, booked 0, left 9
                        OUTA1111 add OUTA160523 Avatar 9 -> ADDED capacity 9, booked 0, left 9
                        OUTA1111 add OUTE160523 Avatar 9 -> ADDED capacity 9, booked 0, left 9
                        VERA1111 add VERA160523 Avatar 9 -> ADDED capacity 9, booked 0, left 9
                        OUTC0001 book OUTM160523 Avatar 2 -> BOOKED held 2, left 7
                        OUTC0001 book VERA160523 Avatar 1 -> BOOKED held 1, left 8
                        OUTA1111 remove OUTM160523 Avatar -> \
                        REMOVED, moved [OUTC0001 2 to OUTE160523], dropped []
                        """),
                play(
                        empty,
                        "a removal moves a booking over the limit of its new week",
                        """
                        VERA1111 add VERE210523 Avatar 9 -> ADDED capacity 9, booked 0, left 9
                        VERA1111 add VERM220523 Avatar 9 -> ADDED capacity 9, booked 0, left 9
                        OUTA1111 add OUTA220523 Avatar 9 -> ADDED capacity 9, booked 0, left 9
                        OUTA1111 add OUTE220523 Avatar 9 -> ADDED capacity 9, booked 0, left 9
                        OUTA1111 add OUTE220523 Titanic 9 -> ADDED capacity 9, booked 0, left 9
                        ATWC0001 book OUTA220523 Avatar 1 -> BOOKED held 1, left 8
                        ATWC0001 book OUTE220523 Avatar 1 -> BOOKED held 1, left 8
                        ATWC0001 book OUTE220523 Titanic 1 -> BOOKED held 1, left 8
                        ATWC0001 book VERE210523 Avatar 1 -> BOOKED held 1, left 8
                        VERA1111 remove VERE210523 Avatar -> \
                        REMOVED, moved [ATWC0001 1 to VERM220523], dropped []
                        """));
    }

    private static Stream<DynamicTest> exchanges(Supplier<StateMachine> empty) {
        return Stream.of(
                play(
                        empty,
                        "an exchange whose second half fails loses nothing",
                        """
                        ATWA1111 add ATWM160523 Avatar 9 -> ADDED capacity 9, booked 0, left 9
                        ATWA1111 add ATWE160523 Titanic 1 -> ADDED capacity 1, booked 0, left 1
                        ATWC0001 book ATWM160523 Avatar 2 -> BOOKED held 2, left 7
                        ATWC0001 exchange ATWM160523 Avatar ATWE160523 Titanic 2 -> \
                        NOT_ENOUGH_SEATS left 1
                        ATWC0001 exchange ATWM160523 Avatar ATWE170523 Titanic 2 -> NO_SUCH_SHOW
                        ATWC0001 schedule -> SCHEDULE ATWC0001 [ATWM160523 Avatar 2]
                        ATWC0002 list Avatar -> LISTED Avatar [ATWM160523 7]
                        """),
                play(
                        empty,
                        "the arguments of an exchange stay in their places",
                        """
                        ATWA1111 add ATWM160523 Avatar 9 -> ADDED capacity 9, booked 0, left 9
                        ATWA1111 add ATWM160523 Titanic 8 -> ADDED capacity 8, booked 0, left 8
                        ATWA1111 add ATWE160523 Titanic 7 -> ADDED capacity 7, booked 0, left 7
                        ATWC0001 book ATWM160523 Avatar 3 -> BOOKED held 3, left 6
                        ATWC0001 exchange ATWM160523 Avatar ATWE160523 Titanic 2 -> \
                        EXCHANGED held 1, left 8, newHeld 2, newLeft 5
                        ATWA1111 for ATWC0001 exchange ATWE160523 Titanic ATWM160523 Avatar 1 -> \
                        EXCHANGED held 1, left 6, newHeld 2, newLeft 7
                        """),
                play(
                        empty,
                        "an exchange may go to the same time elsewhere if no ticket stays",
                        """
                        ATWA1111 add ATWM160523 Avatar 9 -> ADDED capacity 9, booked 0, left 9
                        OUTA1111 add OUTM160523 Avatar 9 -> ADDED capacity 9, booked 0, left 9
                        ATWC0001 book ATWM160523 Avatar 2 -> BOOKED held 2, left 7
                        ATWC0001 exchange ATWM160523 Avatar OUTM160523 Avatar 1 -> \
                        SAME_SHOW_ELSEWHERE
                        ATWC0001 exchange ATWM160523 Avatar OUTM160523 Avatar 2 -> \
                        EXCHANGED held 0, left 9, newHeld 2, newLeft 7
                        """));
    }

    private static void replay(StateMachine first, StateMachine second) {
        var today = LocalDate.of(2001, 2, 26);
        var operations = new OperationGenerator(new Chance(6231));
        var stream = new ArrayList<Bytes>();
        for (int i = 0; i < REPLAYED; i++) {
            stream.add(operations.next(today));
        }
        assertThat(stream)
                .allSatisfy(operation ->
                        assertThat(first.execute(today, operation, (_, _, _) -> {}))
                                .isEqualTo(second.execute(today, operation, (_, _, _) -> {})));
        assertThat(RecordLaws.records(first)).isEqualTo(RecordLaws.records(second)).isNotEmpty();
    }
}
