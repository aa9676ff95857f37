package marquee.applications.booking.laws;

import com.google.common.base.Splitter;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import marquee.applications.StateMachine;
import org.junit.jupiter.api.DynamicTest;

/// The cells of the decision table: each line fails one check and as many of the later ones as can
/// fail together with it, so that it shows the order too.
final class DecisionCells {
    private static final String[] STATE = {
        "ATWA1111 add ATWM160523 Avatar 3",
        "ATWA1111 add ATWE180523 Avatar 10",
        "OUTA1111 add OUTM160523 Avatar 10",
        "OUTA1111 add OUTA160523 Avatar 10",
        "OUTA1111 add OUTE160523 Avatar 10",
        "VERA1111 add VERM170523 Avatar 10",
        "VERA1111 add VERA170523 Avatar 10",
        "VERA1111 add VERE170523 Avatar 1",
        "VERC0009 book VERE170523 Avatar 1",
        "ATWC0001 book ATWM160523 Avatar 2",
        "ATWC0001 book OUTA160523 Avatar 1",
        "ATWC0001 book OUTE160523 Avatar 1",
        "ATWC0001 book VERM170523 Avatar 1"
    };

    private static final String OF_ADMINS =
            """
            ATWX1111 add ATWM999999 Nothing 0 -> BAD_USER_ID
            ATWC0001 add ATWM999999 Nothing 0 -> NOT_ALLOWED
            ATWA1111 add ATWM999999 Nothing 0 -> UNKNOWN_MOVIE
            ATWA1111 add ATWM999999 Avatar 0 -> BAD_MOVIE_ID
            ATWA1111 add VERM140523 Avatar 0 -> BAD_NUMBER
            ATWA1111 add VERM140523 Avatar 10001 -> BAD_NUMBER
            ATWA1111 add VERM140523 Avatar -1 -> BAD_NUMBER
            ATWA1111 add VERM140523 Avatar 9223372036854775807 -> BAD_NUMBER
            ATWA1111 add VERM140523 Avatar 4294967297 -> BAD_NUMBER
            ATWA1111 add VERM140523 Avatar 1 -> NOT_YOUR_THEATRE
            ATWA1111 add VERM230523 Avatar 1 -> NOT_YOUR_THEATRE
            ATWA1111 add ATWM140523 Avatar 1 -> PAST_DATE
            ATWA1111 add ATWM230523 Avatar 1 -> TOO_FAR
            ATWA1111 add ATWM160523 Avatar 1 -> BELOW_BOOKED booked 2
            ATWA1111 add ATWM160523 Avatar 2 -> UPDATED capacity 2, booked 2, left 0
            ATWA1111 add ATWE160523 Titanic 10000 -> ADDED capacity 10000, booked 0, left 10000
            ATWX1111 remove ATWM999999 Nothing -> BAD_USER_ID
            ATWC0001 remove ATWM999999 Nothing -> NOT_ALLOWED
            ATWA1111 remove ATWM999999 Nothing -> UNKNOWN_MOVIE
            ATWA1111 remove ATWM999999 Avatar -> BAD_MOVIE_ID
            ATWA1111 remove VERM140523 Avatar -> NOT_YOUR_THEATRE
            ATWA1111 remove ATWM140523 Avatar -> PAST_DATE
            ATWA1111 remove ATWA160523 Avatar -> NO_SUCH_SHOW
            ATWX1111 list Nothing -> BAD_USER_ID
            ATWA1111 list Nothing -> UNKNOWN_MOVIE
            ATWC0001 list avatar -> UNKNOWN_MOVIE
            """;

    private static final String OF_CUSTOMERS =
            """
            ATWX1111 for ATWC0001 book ATWM999999 Nothing 0 -> BAD_USER_ID
            ATWC0002 for ATWC001 book ATWM999999 Nothing 0 -> BAD_USER_ID
            ATWC0002 for ATWA1111 book ATWM999999 Nothing 0 -> BAD_USER_ID
            ATWA1111 book ATWM999999 Nothing 0 -> BAD_USER_ID
            ATWC0002 for ATWC0001 book ATWM999999 Nothing 0 -> NOT_ALLOWED
            ATWC0001 book ATWM999999 Nothing 0 -> UNKNOWN_MOVIE
            ATWC0001 book ATWM999999 Avatar 0 -> BAD_MOVIE_ID
            ATWC0001 book OUTM140523 Avatar 0 -> BAD_NUMBER
            ATWC0001 book OUTM140523 Avatar 10001 -> BAD_NUMBER
            ATWC0001 book OUTM140523 Avatar 99 -> PAST_DATE
            ATWC0001 book OUTM170523 Avatar 99 -> NO_SUCH_SHOW
            ATWC0001 book OUTM160523 Avatar 99 -> SAME_SHOW_ELSEWHERE
            ATWC0001 book VERA170523 Avatar 99 -> WEEK_LIMIT
            ATWC0001 book ATWE180523 Avatar 99 -> NOT_ENOUGH_SEATS left 10
            ATWC0001 book OUTA160523 Avatar 10 -> NOT_ENOUGH_SEATS left 9
            VERA1111 for ATWC0001 book VERA170523 Avatar 1 -> WEEK_LIMIT
            ATWX1111 schedule -> BAD_USER_ID
            ATWC0002 for ATWA1111 schedule -> BAD_USER_ID
            ATWC0002 for ATWC0001 schedule -> NOT_ALLOWED
            ATWC0002 schedule -> SCHEDULE ATWC0002 []
            ATWX1111 for ATWC0001 cancel ATWM999999 Nothing 0 -> BAD_USER_ID
            ATWC0002 for ATWC0001 cancel ATWM999999 Nothing 0 -> NOT_ALLOWED
            ATWC0001 cancel ATWM999999 Nothing 0 -> UNKNOWN_MOVIE
            ATWC0001 cancel ATWM999999 Avatar 0 -> BAD_MOVIE_ID
            ATWC0001 cancel ATWM140523 Avatar 0 -> BAD_NUMBER
            ATWC0001 cancel ATWM140523 Avatar 9 -> PAST_DATE
            ATWC0001 cancel OUTM170523 Avatar 9 -> NO_SUCH_SHOW
            ATWC0001 cancel ATWE180523 Avatar 9 -> NOT_BOOKED
            ATWC0001 cancel ATWM160523 Avatar 9 -> TOO_MANY held 2
            """;

    private static final String OF_EXCHANGES =
            """
            ATWX1111 for ATWC0001 exchange ATWM999999 Nothing ATWM999999 Nothing 0 -> BAD_USER_ID
            ATWC0002 for ATWC0001 exchange ATWM999999 Nothing ATWM999999 Nothing 0 -> NOT_ALLOWED
            ATWC0001 exchange ATWM999999 Nothing ATWM160523 Avatar 0 -> UNKNOWN_MOVIE
            ATWC0001 exchange ATWM999999 Avatar ATWM999999 Nothing 0 -> UNKNOWN_MOVIE
            ATWC0001 exchange ATWM999999 Avatar ATWM160523 Avatar 0 -> BAD_MOVIE_ID
            ATWC0001 exchange ATWM160523 Avatar ATWM999999 Avatar 0 -> BAD_MOVIE_ID
            ATWC0001 exchange ATWM140523 Avatar ATWM140523 Avatar 0 -> BAD_NUMBER
            ATWC0001 exchange ATWM140523 Avatar ATWM140523 Avatar 9 -> SAME_SHOW
            ATWC0001 exchange ATWM140523 Avatar OUTM170523 Avatar 9 -> PAST_DATE
            ATWC0001 exchange OUTM170523 Avatar ATWM140523 Avatar 9 -> PAST_DATE
            ATWC0001 exchange OUTM170523 Avatar OUTM180523 Avatar 9 -> NO_SUCH_SHOW
            ATWC0001 exchange ATWE180523 Avatar OUTM180523 Avatar 9 -> NOT_BOOKED
            ATWC0001 exchange ATWM160523 Avatar OUTM180523 Avatar 9 -> TOO_MANY held 2
            ATWC0001 exchange ATWM160523 Avatar OUTM180523 Avatar 1 -> NO_SUCH_SHOW
            ATWC0001 exchange ATWM160523 Avatar OUTM160523 Avatar 1 -> SAME_SHOW_ELSEWHERE
            ATWC0001 exchange ATWM160523 Avatar OUTM160523 Avatar 2 -> WEEK_LIMIT
            ATWC0001 exchange ATWM160523 Avatar VERE170523 Avatar 2 -> WEEK_LIMIT
            ATWC0001 exchange OUTA160523 Avatar VERE170523 Avatar 1 -> NOT_ENOUGH_SEATS left 0
            """;

    private DecisionCells() {}

    static Stream<DynamicTest> tests(Supplier<StateMachine> empty) {
        var lines = Splitter.on('\n').omitEmptyStrings();
        return Stream.of(OF_ADMINS, OF_CUSTOMERS, OF_EXCHANGES)
                .flatMap(script -> StreamSupport.stream(lines.split(script).spliterator(), false))
                .map(line ->
                        DynamicTest.dynamicTest(
                                line,
                                () -> BookingLaws.play(new Stage(empty.get()).given(STATE), line)));
    }
}
