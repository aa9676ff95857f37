package marquee.applications.booking.laws;

import static marquee.applications.booking.laws.BookingLaws.play;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.time.LocalDate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import marquee.applications.StateMachine;
import marquee.applications.booking.BookingCodec;
import marquee.applications.booking.model.Lines;
import org.junit.jupiter.api.DynamicTest;

/// Errors that systems of this kind have made with bookings (docs/domain.md, mistakes that have
/// been made), each as a test; those with dates and weeks are [WeekErrors].
final class KnownErrors {
    private KnownErrors() {}

    static Stream<DynamicTest> tests(Supplier<StateMachine> empty) {
        return Stream.of(
                        Stream.of(aSecondBooking(empty)),
                        removals(empty),
                        exchanges(empty),
                        Stream.of(
                                dynamicTest(
                                        "a reply is fields in one form, not a sentence",
                                        () -> checkReplies(empty.get())),
                                aHistory(empty)))
                .flatMap(tests -> tests);
    }

    private static DynamicTest aSecondBooking(Supplier<StateMachine> empty) {
        return play(
                empty,
                "a second booking adds to the first",
                """
                ATWA1111 add ATWM160523 Avatar 9
                ATWC0001 book ATWM160523 Avatar 2 -> BOOKED held 2, left 7
                ATWC0001 book ATWM160523 Avatar 1 -> BOOKED held 3, left 6
                ATWC0001 schedule -> SCHEDULE ATWC0001 [ATWM160523 Avatar 3]
                ATWC0009 list Avatar -> LISTED Avatar [ATWM160523 6]
                """);
    }

    private static Stream<DynamicTest> removals(Supplier<StateMachine> empty) {
        return Stream.of(
                play(
                        empty,
                        "a removal moves the bookings",
                        """
                        ATWA1111 add ATWM160523 Avatar 9
                        ATWA1111 add ATWA160523 Avatar 9
                        ATWC0001 book ATWM160523 Avatar 1
                        ATWC0002 book ATWM160523 Avatar 1
                        ATWA1111 remove ATWM160523 Avatar -> REMOVED, \
                        moved [ATWC0001 1 to ATWA160523, ATWC0002 1 to ATWA160523], dropped []
                        """),
                play(
                        empty,
                        "a removal moves a booking with all its tickets",
                        """
                        ATWA1111 add ATWM160523 Avatar 9
                        ATWA1111 add ATWA160523 Avatar 9
                        ATWC0001 book ATWM160523 Avatar 4
                        ATWA1111 remove ATWM160523 Avatar -> \
                        REMOVED, moved [ATWC0001 4 to ATWA160523], dropped []
                        ATWC0001 schedule -> SCHEDULE ATWC0001 [ATWA160523 Avatar 4]
                        ATWC0001 list Avatar -> LISTED Avatar [ATWA160523 5]
                        """),
                play(
                        empty,
                        "a removal moves a booking to one later show only",
                        """
                        ATWA1111 add ATWM160523 Avatar 9
                        ATWA1111 add ATWA160523 Avatar 9
                        ATWA1111 add ATWE160523 Avatar 9
                        ATWA1111 add ATWM170523 Avatar 9
                        ATWC0001 book ATWM160523 Avatar 4
                        ATWA1111 remove ATWM160523 Avatar
                        ATWC0001 schedule -> SCHEDULE ATWC0001 [ATWA160523 Avatar 4]
                        ATWC0009 list Avatar -> LISTED Avatar \
                        [ATWA160523 5, ATWE160523 9, ATWM170523 9]
                        """),
                play(
                        empty,
                        "a booking of an evening show moves to the next day",
                        """
                        ATWA1111 add ATWE160523 Avatar 9
                        ATWA1111 add ATWA170523 Avatar 9
                        ATWC0001 book ATWE160523 Avatar 1
                        ATWA1111 remove ATWE160523 Avatar -> \
                        REMOVED, moved [ATWC0001 1 to ATWA170523], dropped []
                        """));
    }

    private static Stream<DynamicTest> exchanges(Supplier<StateMachine> empty) {
        return Stream.of(
                play(
                        empty,
                        "an exchange whose second half fails loses nothing",
                        """
                        ATWA1111 add ATWM160523 Avatar 9
                        ATWA1111 add ATWE160523 Titanic 1
                        ATWC0001 book ATWM160523 Avatar 2
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
                        ATWA1111 add ATWM160523 Avatar 9
                        ATWA1111 add ATWM160523 Titanic 8
                        ATWA1111 add ATWE160523 Titanic 7
                        ATWC0001 book ATWM160523 Avatar 3
                        ATWC0001 exchange ATWM160523 Avatar ATWE160523 Titanic 2 -> \
                        EXCHANGED held 1, left 8, newHeld 2, newLeft 5
                        ATWA1111 for ATWC0001 exchange ATWE160523 Titanic ATWM160523 Avatar 1 -> \
                        EXCHANGED held 1, left 6, newHeld 2, newLeft 7
                        """));
    }

    /// What is compared is bytes: the same result has the same, and they say nothing but its code
    /// and its fields.
    private static void checkReplies(StateMachine machine) {
        var today = LocalDate.of(2023, 5, 15);
        for (var request :
                new String[] {
                    "ATWA1111 add ATWM160523 Avatar 9",
                    "ATWA1111 add ATWM160523 Avatar 8",
                    "ATWC0001 book ATWM160523 Avatar 2",
                    "ATWC0001 book ATWM160523 Avatar 20",
                    "ATWC0001 schedule",
                    "ATWC0001 list Avatar",
                    "ATWC0001 cancel ATWM160523 Avatar 1",
                    "ATWA1111 remove ATWM160523 Avatar",
                    "bytes 00"
                }) {
            var operation = Lines.request(request);
            var reply = machine.execute(today, operation, (_, _, _) -> {});
            var result = BookingCodec.decodeResult(reply);
            assertThat(result).as(request).isNotNull();
            assertThat(reply).as(request).isEqualTo(BookingCodec.encode(result));
        }
    }

    /// Long before and long after the clock of any machine that runs this.
    private static DynamicTest aHistory(Supplier<StateMachine> empty) {
        return play(
                empty,
                "a history whose dates have passed is executed as it was then",
                """
                on 2001-02-26
                ATWA1111 add ATWM260201 Avatar 9 -> ADDED capacity 9, booked 0, left 9
                ATWA1111 add ATWE050301 Avatar 9 -> ADDED capacity 9, booked 0, left 9
                ATWA1111 add ATWE060301 Avatar 9 -> TOO_FAR
                ATWC0001 book ATWM260201 Avatar 2 -> BOOKED held 2, left 7
                ATWC0001 cancel ATWM260201 Avatar 1 -> CANCELLED held 1, left 8
                ATWC0001 list Avatar -> LISTED Avatar [ATWM260201 8, ATWE050301 9]
                ATWC0001 exchange ATWM260201 Avatar ATWE050301 Avatar 1 -> \
                EXCHANGED held 0, left 9, newHeld 1, newLeft 8
                on 2098-02-26
                ATWA1111 add ATWM260298 Avatar 9 -> ADDED capacity 9, booked 0, left 9
                ATWC0001 book ATWE050301 Avatar 2 -> PAST_DATE
                ATWC0001 list Avatar -> LISTED Avatar [ATWM260298 9]
                ATWC0001 schedule -> SCHEDULE ATWC0001 [ATWE050301 Avatar 1]
                """);
    }
}
