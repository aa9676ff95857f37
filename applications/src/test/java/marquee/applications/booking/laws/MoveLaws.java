package marquee.applications.booking.laws;

import static marquee.applications.booking.laws.BookingLaws.play;

import java.util.function.Supplier;
import java.util.stream.Stream;
import marquee.applications.StateMachine;
import org.junit.jupiter.api.DynamicTest;

/// Where the tickets go when a show is removed and when some are exchanged (docs/domain.md, the
/// operations), beyond what [KnownErrors] ask.
final class MoveLaws {
    private MoveLaws() {}

    static Stream<DynamicTest> tests(Supplier<StateMachine> empty) {
        return Stream.of(
                play(
                        empty,
                        "bookings move in the order of customers, each to where it fits whole",
                        """
                        ATWA1111 add ATWM160523 Avatar 9
                        ATWA1111 add ATWA160523 Avatar 1
                        ATWA1111 add ATWE160523 Avatar 3
                        ATWA1111 add ATWM170523 Avatar 9
                        ATWC0003 book ATWM160523 Avatar 4
                        ATWC0002 book ATWM160523 Avatar 2
                        ATWC0001 book ATWM160523 Avatar 3
                        ATWA1111 remove ATWM160523 Avatar -> REMOVED, moved [ATWC0001 3 to \
                        ATWE160523, ATWC0002 2 to ATWM170523, ATWC0003 4 to ATWM170523], dropped []
                        ATWC0009 list Avatar -> LISTED Avatar \
                        [ATWA160523 1, ATWE160523 0, ATWM170523 3]
                        """),
                play(
                        empty,
                        "a booking moves to no other movie, no other theatre and no earlier time",
                        """
                        ATWA1111 add ATWA160523 Avatar 9
                        ATWA1111 add ATWE160523 Titanic 9
                        ATWA1111 add ATWE170523 Avatar 9
                        ATWA1111 add ATWM160523 Avatar 9
                        OUTA1111 add OUTE160523 Avatar 9
                        ATWC0001 book ATWA160523 Avatar 1
                        ATWA1111 remove ATWA160523 Avatar -> \
                        REMOVED, moved [ATWC0001 1 to ATWE170523], dropped []
                        """),
                play(
                        empty,
                        "a booking that fits nowhere is dropped, one already there is added to",
                        """
                        ATWA1111 add ATWM150523 Avatar 9
                        ATWA1111 add ATWE150523 Avatar 4
                        ATWC0001 book ATWM150523 Avatar 4
                        ATWC0002 book ATWM150523 Avatar 1
                        ATWC0002 book ATWE150523 Avatar 2
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
                        OUTA1111 add OUTM160523 Avatar 9
                        OUTA1111 add OUTA160523 Avatar 9
                        OUTA1111 add OUTE160523 Avatar 9
                        VERA1111 add VERA160523 Avatar 9
                        OUTC0001 book OUTM160523 Avatar 2
                        OUTC0001 book VERA160523 Avatar 1
                        OUTA1111 remove OUTM160523 Avatar -> \
                        REMOVED, moved [OUTC0001 2 to OUTE160523], dropped []
                        """),
                play(
                        empty,
                        "a removal moves a booking over the limit of its new week",
                        """
                        VERA1111 add VERE210523 Avatar 9
                        VERA1111 add VERM220523 Avatar 9
                        OUTA1111 add OUTA220523 Avatar 9
                        OUTA1111 add OUTE220523 Avatar 9
                        OUTA1111 add OUTE220523 Titanic 9
                        ATWC0001 book OUTA220523 Avatar 1
                        ATWC0001 book OUTE220523 Avatar 1
                        ATWC0001 book OUTE220523 Titanic 1
                        ATWC0001 book VERE210523 Avatar 1
                        VERA1111 remove VERE210523 Avatar -> \
                        REMOVED, moved [ATWC0001 1 to VERM220523], dropped []
                        """),
                play(
                        empty,
                        "an exchange may go to the same time elsewhere if no ticket stays",
                        """
                        ATWA1111 add ATWM160523 Avatar 9
                        OUTA1111 add OUTM160523 Avatar 9
                        ATWC0001 book ATWM160523 Avatar 2
                        ATWC0001 exchange ATWM160523 Avatar OUTM160523 Avatar 1 -> \
                        SAME_SHOW_ELSEWHERE
                        ATWC0001 exchange ATWM160523 Avatar OUTM160523 Avatar 2 -> \
                        EXCHANGED held 0, left 9, newHeld 2, newLeft 7
                        """));
    }
}
