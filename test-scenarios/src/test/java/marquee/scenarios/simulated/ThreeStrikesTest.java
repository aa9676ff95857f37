package marquee.scenarios.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import marquee.launcher.simulated.Rehearsal;
import marquee.launcher.simulated.Rehearsal.Mishaps;
import org.junit.jupiter.api.Test;

/// Rule P29, with the whole cluster: every way in which one replica can answer a few requests, each
/// rightly, wrongly or not at all, through one front end and through two. `-Dsimulated.patterns=N`
/// tries all ways of answering N requests, through every choice of front ends, in place of four
/// requests through two choices.
class ThreeStrikesTest {
    private static final int REQUESTS = Integer.getInteger("simulated.patterns", 4);
    private static final boolean ALL = Integer.getInteger("simulated.patterns") != null;
    private static final int THREE = 3;

    @Test
    void threeWrongAnswersInARowConvictAndNothingElseDoes() {
        var wrong = new ArrayList<String>();
        for (var replies : patterns("wsr", REQUESTS)) {
            for (var frontEnds : ALL ? patterns("12", REQUESTS) : List.of("1111", "1212")) {
                var result = Rehearsal.of(script(replies, frontEnds));
                boolean right = result.violation() == null;
                if (!right || result.convicted() != isConvictedByTheRule(replies)) {
                    wrong.add(replies + " through " + frontEnds + ": " + result);
                }
            }
        }

        assertThat(wrong).isEmpty();
    }

    private static Rehearsal.Script script(String replies, String frontEnds) {
        var chosen =
                frontEnds
                        .chars()
                        .mapToObj(letter -> letter - '0')
                        .collect(ImmutableList.toImmutableList());
        return new Rehearsal.Script(chosen, 0, replies, Mishaps.NONE);
    }

    private static List<String> patterns(String letters, int length) {
        var patterns = List.of("");
        for (int i = 0; i < length; i++) {
            patterns =
                    patterns.stream()
                            .flatMap(pattern ->
                                    letters.chars().mapToObj(letter -> pattern + (char) letter))
                            .toList();
        }
        return patterns;
    }

    private static boolean isConvictedByTheRule(String replies) {
        int inARow = 0;
        for (int i = 0; i < replies.length(); i++) {
            inARow =
                    switch (replies.charAt(i)) {
                        case 'w' -> inARow + 1;
                        case 'r' -> 0;
                        default -> inARow;
                    };
            if (inARow == THREE) {
                return true;
            }
        }
        return false;
    }
}
