package marquee.launcher.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.time.LocalDate;
import marquee.client.Operation;
import marquee.launcher.scenario.History.Called;
import marquee.launcher.scenario.linear.Linearizability;
import marquee.launcher.scenario.linear.Verdict;
import org.junit.jupiter.api.Test;

class RecorderTest {
    private static final long NEVER = Long.MAX_VALUE;
    private static final LocalDate MONDAY = LocalDate.of(2023, 5, 15);

    private final Recorder recorder = new Recorder();

    private static Called book(long begun, long ended, String tickets, String seen) {
        return new Called(
                begun,
                ended,
                "ATWC2222",
                "ATWC2222",
                Operation.BOOK,
                ImmutableList.of("ATWM160523", "Avatar", tickets),
                seen);
    }

    private static Called add(long begun, long ended, String customer, String seen) {
        return new Called(
                begun,
                ended,
                "ATWA1111",
                customer,
                Operation.ADD,
                ImmutableList.of("ATWM160523", "Avatar", "9"),
                seen);
    }

    @Test
    void whatIsAskedAgainWithOneKeyIsOneCallThatEndsWithItsFirstAnswer() {
        recorder.note("k", book(10, NEVER, "1", "UNKNOWN"));
        recorder.note("k", book(30, 40, "1", "BOOKED held 1 left 9"));
        recorder.note("k", book(20, 50, "1", "BOOKED held 1 left 9"));
        recorder.note("k", book(60, 70, "1", "NOT_TAKEN"));

        assertThat(recorder.events()).containsExactly(book(10, 40, "1", "BOOKED held 1 left 9"));
    }

    @Test
    void whatIsSpelledOtherwiseIsTheSameRequest() {
        recorder.note("k", book(10, NEVER, "1", "UNKNOWN"));
        recorder.note("k", book(30, 40, "01", "BOOKED held 1 left 9"));

        assertThat(recorder.events()).containsExactly(book(10, 40, "1", "BOOKED held 1 left 9"));
    }

    @Test
    void forWhomAShowIsAddedMakesNoOtherRequest() {
        recorder.note("k", add(10, NEVER, "ATWA1111", "UNKNOWN"));
        recorder.note("k", add(30, 40, "ATWC2222", "ADDED capacity 9 booked 0 left 9"));

        assertThat(recorder.events())
                .containsExactly(add(10, 40, "ATWA1111", "ADDED capacity 9 booked 0 left 9"));
    }

    @Test
    void whatIsRefusedBeforeItIsOrderedNamesNoKey() {
        recorder.note("k", book(10, 20, "0", "BAD_NUMBER"));
        recorder.note("k", book(30, 40, "1", "KEY_REUSED"));

        assertThat(recorder.events())
                .containsExactly(
                        book(10, 20, "0", "BAD_NUMBER"),
                        book(30, 40, "1", "KEY_REUSED, of a key that named no other"));
    }

    @Test
    void anotherKeyOrAnotherRequestIsAnotherCall() {
        recorder.note("k", book(10, 20, "1", "BOOKED held 1 left 9"));
        recorder.note("l", book(30, 40, "1", "BOOKED held 2 left 8"));
        recorder.note("k", book(50, 60, "2", "KEY_REUSED"));

        assertThat(recorder.events()).hasSize(3);
    }

    @Test
    void aKeyIsReusedOnlyIfItNamedAnotherRequestOfTheUser() {
        recorder.note("k", book(10, 20, "1", "KEY_REUSED"));
        recorder.note("k", book(30, 40, "2", "KEY_REUSED"));
        recorder.note("k", book(50, 60, "3", "UNKNOWN"));

        assertThat(recorder.events())
                .containsExactly(
                        book(10, 20, "1", "KEY_REUSED, of a key that named no other"),
                        book(30, 40, "2", "KEY_REUSED, of a key that named no other"),
                        book(50, 60, "3", "UNKNOWN"));
        assertThat(Linearizability.check(new History(MONDAY, recorder.events())))
                .isInstanceOf(Verdict.Impossible.class);
    }

    @Test
    void twoDifferentAnswersToOneRequestAreNoAnswer() {
        recorder.note("k", book(10, 20, "1", "BOOKED held 1 left 9"));
        recorder.note("k", book(30, 40, "1", "BOOKED held 2 left 8"));

        assertThat(recorder.events())
                .containsExactly(
                        book(10, 20, "1", "BOOKED held 1 left 9, then BOOKED held 2 left 8"));
    }

    @Test
    void whatWasNotTakenOnceMayHaveBeenTakenAnotherTime() {
        recorder.note("k", book(10, 20, "1", "NOT_TAKEN"));
        recorder.note("k", book(30, NEVER, "1", "UNKNOWN"));

        assertThat(recorder.events()).containsExactly(book(10, NEVER, "1", "UNKNOWN"));
    }

    @Test
    void aReadCarriesNoKey() {
        var read =
                new Called(
                        10,
                        20,
                        "ATWC2222",
                        "ATWC2222",
                        Operation.SCHEDULE,
                        ImmutableList.of(),
                        "SCHEDULE");
        recorder.note("k", read);
        recorder.note("k", read);

        assertThat(recorder.events()).containsExactly(read, read);
    }
}
