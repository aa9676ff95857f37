package marquee.scenarios.lockstep;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.util.stream.Collectors;
import marquee.simulation.Marks;
import org.junit.jupiter.api.Test;

/// The marks say what happened and nothing else.
class WitnessTest {
    @Test
    void countsAFullWeekAroundALeapDay() {
        assertThat(
                        marks(
                                """
                                on 2024-02-27
                                OUTA0001 add OUTM280224 Avatar 9
                                OUTA0001 add OUTM290224 Avatar 9
                                OUTA0001 add OUTM010324 Avatar 9
                                OUTA0001 add OUTM020324 Avatar 9
                                OUTA0001 add OUTM040324 Avatar 9
                                ATWC0001 book OUTM280224 Avatar 1
                                ATWC0001 book OUTM290224 Avatar 1
                                ATWC0001 book OUTM010324 Avatar 1
                                ATWC0001 book OUTM020324 Avatar 1
                                ATWC0001 book OUTM010324 Avatar 1
                                ATWC0001 book OUTM040324 Avatar 1
                                """))
                .isEqualTo(
                        """
                        1 a foreign show after a full week
                        5 add: ADDED
                        5 book: BOOKED
                        1 book: WEEK_LIMIT
                        1 full week: around a leap day
                        1 full week: in two months
                        1 more tickets in a full week
                        1 more tickets of a show already held
                        1 the third foreign show of a week
                        """);
    }

    @Test
    void countsWhatARemovalDoes() {
        assertThat(
                        marks(
                                """
                                on 2023-12-31
                                ATWA0001 add ATWM311223 Avatar 9
                                ATWA0001 add ATWA311223 Avatar 1
                                ATWA0001 add ATWM010124 Avatar 1
                                VERA0001 add VERM010124 Avatar 9
                                ATWA0001 add ATWA010124 Avatar 3
                                ATWC0001 book ATWM311223 Avatar 2
                                VERC0001 book ATWM311223 Avatar 1
                                VERC0001 book ATWA010124 Avatar 2
                                ATWC0001 book VERM010124 Avatar 1
                                OUTC0001 book ATWA311223 Avatar 1
                                OUTC0001 book ATWM010124 Avatar 1
                                VERC0002 book ATWM311223 Avatar 3
                                ATWA0001 remove ATWM311223 Avatar
                                """))
                .isEqualTo(
                        """
                        5 add: ADDED
                        7 book: BOOKED
                        1 dropped: a later show clashes
                        2 dropped: no later show will do
                        1 moved
                        1 moved and dropped in one removal
                        1 moved: onto a show already held
                        2 moved: past a show without enough seats
                        1 moved: to another month
                        1 moved: to another year
                        1 remove: REMOVED
                        1 removed: a show of today
                        2 sold out by a booking
                        """);
    }

    @Test
    void countsWhatAnExchangeDoes() {
        assertThat(
                        marks(
                                """
                                on 2023-05-15
                                OUTA0001 add OUTM160523 Avatar 9
                                OUTA0001 add OUTA160523 Avatar 9
                                OUTA0001 add OUTE160523 Avatar 9
                                VERA0001 add VERM160523 Avatar 1
                                ATWC0001 book OUTM160523 Avatar 2
                                ATWC0001 book OUTA160523 Avatar 1
                                ATWC0001 book OUTE160523 Avatar 1
                                ATWC0001 exchange OUTM160523 Avatar VERM160523 Avatar 1
                                ATWC0001 cancel OUTM160523 Avatar 1
                                VERA0001 for ATWC0001 exchange OUTM160523 Avatar VERM160523 Avatar 1
                                """))
                .isEqualTo(
                        """
                        4 add: ADDED
                        3 book: BOOKED
                        1 cancel: CANCELLED
                        1 clash: with what is left of the old show
                        1 exchange: EXCHANGED
                        1 exchange: SAME_SHOW_ELSEWHERE
                        1 exchange: for another
                        1 exchanged: all tickets
                        1 exchanged: between theatres
                        1 exchanged: to the same show elsewhere
                        1 exchanged: within a full week
                        1 sold out by an exchange
                        1 the third foreign show of a week
                        """);
    }

    private static String marks(String text) {
        var marks = new Marks();
        var witness = new Witness(marks);
        var lockStep = new LockStep(ImmutableList.of(new ModelImplementation()), witness.books());
        for (var step : Scenario.parse(text).steps()) {
            assertThat(lockStep.step(step)).isEmpty();
            witness.saw(step, lockStep.result());
        }
        return marks.counts().entrySet().stream()
                .map(mark -> mark.getValue() + " " + mark.getKey() + "\n")
                .collect(Collectors.joining());
    }
}
