package marquee.sequencer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Which view judges the request at a place (rule P13).
class ViewNumbersTest {
    private final ViewNumbers views = new ViewNumbers(1);

    @Test
    void aViewJudgesFromTheEntryThatBeganItToTheNext() {
        views.begin(10);
        views.begin(20);

        assertThat(views.at(9)).isEqualTo(1);
        assertThat(views.at(10)).isEqualTo(2);
        assertThat(views.at(19)).isEqualTo(2);
        assertThat(views.at(20)).isEqualTo(3);
    }

    @Test
    void afterARestartTheViewsBeforeItAreCountedBack() {
        views.restart(7);
        views.recall(10);
        views.recall(20);
        views.begin(30);

        assertThat(views.at(9)).isEqualTo(5);
        assertThat(views.at(10)).isEqualTo(6);
        assertThat(views.at(29)).isEqualTo(7);
        assertThat(views.at(30)).isEqualTo(8);
    }

    @Test
    void atTheLimitTheOldestIsForgottenAndTheNewestFoundP47() {
        for (int i = 1; i <= ViewNumbers.MAX + 1; i++) {
            views.begin(10L * i);
        }

        assertThat(views.at(10 * (ViewNumbers.MAX + 1))).isEqualTo(ViewNumbers.MAX + 2);
        assertThat(views.at(20)).isEqualTo(3);
        assertThat(views.at(19)).isEqualTo(2);
        assertThat(views.at(9)).as("of what is forgotten, the oldest that is known").isEqualTo(2);
    }
}
