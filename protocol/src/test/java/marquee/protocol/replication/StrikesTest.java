package marquee.protocol.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import marquee.protocol.Chance;
import marquee.protocol.replication.Judgement.Verdict;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrikesTest {
    private static final int LENGTH = 8;

    @ParameterizedTest
    @CsvSource({
        "W,",
        "WW,",
        "WWW,3",
        "WRWW,",
        "WSWW,4",
        "WWRWWW,6",
        "SSWWSW,6",
        "RWWW,4",
        "WWSSSSRWW,",
    })
    void threeInARowConvictAndSilenceNeitherCountsNorResets(String replies, @Nullable Long number) {
        assertThat(count(replies)).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource({"'',0", "R,0", "W,1", "WSW,2", "WWR,0", "WRW,1", "WWRSW,1", "WWWW,4"})
    void thoseCountThatNoRightReplyFollows(String replies, int count) {
        assertThat(of(replies).count()).isEqualTo(count);
    }

    @Test
    void allPatternsOfEightAreCountedAsTheRuleSays() {
        for (int pattern = 0; pattern < Math.pow(3, LENGTH); pattern++) {
            var replies = new StringBuilder();
            for (int rest = pattern, i = 0; i < LENGTH; i++, rest /= 3) {
                replies.append("WRS".charAt(rest % 3));
            }
            assertThat(count(replies.toString()))
                    .as(replies.toString())
                    .isEqualTo(byTheRule(replies.toString()));
        }
    }

    @Test
    void whateverTheOrderOfReportsNobodyIsStruckOutWhoIsNotToBe() {
        var chance = new Chance(1);
        int found = 0;
        for (int round = 0; round < 20_000; round++) {
            var replies = random(chance);
            @Nullable Long struckOut = report(replies, chance, false);
            if (struckOut != null) {
                found++;
                assertThat(byTheRule(replies)).as(replies).isNotNull();
            }
        }
        assertThat(found).isGreaterThan(5_000);
    }

    @Test
    void theFirstStrikeFollowsFromWhatIsKnownWhateverCameWhen() {
        var chance = new Chance(3);
        var strikes = new Strikes();
        int struck = 0;
        for (long i = 0; i < 5_000; i++) {
            long jump = i % 500 == 0 ? Strikes.WINDOW : 0;
            long number = 40 * i + chance.below(2_000) + jump;
            boolean says = chance.below(20) == 0;
            boolean well = chance.below(2) == 0;
            var verdict = well ? Verdict.RIGHT : Verdict.INCORRECT;
            var silence = well ? Verdict.SILENT : Verdict.REPEATED;
            strikes.take(new Judgement(number, says ? verdict : silence));

            assertThat(strikes.first()).isEqualTo(Strikes.of(strikes.judgements()).first());
            struck += strikes.first() == Strikes.NONE ? 0 : 1;
        }
        assertThat(struck).isBetween(500, 4_500);
    }

    @Test
    void whoeverIsToBeStruckOutIsIfIncorrectRepliesAreToldFirst() {
        var chance = new Chance(2);
        for (int round = 0; round < 20_000; round++) {
            var replies = random(chance);

            assertThat(report(replies, chance, true) != null)
                    .as(replies)
                    .isEqualTo(byTheRule(replies) != null);
        }
    }

    @Test
    void aVerdictThatIsAwaitedIsWaitedFor() {
        var strikes = new Strikes();
        for (long number : new long[] {1, 3, 4}) {
            strikes.take(new Judgement(number, Verdict.INCORRECT));
        }
        assertThat(strikes.struckOut(number -> true)).isNull();
        assertThat(strikes.struckOut(number -> number != 2)).isEqualTo(4);
        strikes.take(new Judgement(2, Verdict.SILENT));
        assertThat(strikes.struckOut(number -> true)).isEqualTo(4);
    }

    @Test
    void rightAndIncorrectSayMoreThanSilentAndTheFirstOfThemStands() {
        var strikes = new Strikes();
        strikes.take(new Judgement(1, Verdict.INCORRECT));
        strikes.take(new Judgement(2, Verdict.SILENT));
        assertThat(strikes.isNews(new Judgement(2, Verdict.SILENT))).isFalse();
        assertThat(strikes.isNews(new Judgement(2, Verdict.RIGHT))).isTrue();
        assertThat(strikes.isNews(new Judgement(1, Verdict.RIGHT))).isFalse();
        assertThat(strikes.isNews(new Judgement(1, Verdict.SILENT))).isFalse();
    }

    @Test
    void nothingIsKeptForEver() {
        var strikes = new Strikes();
        strikes.take(new Judgement(1, Verdict.INCORRECT));
        strikes.take(new Judgement(2, Verdict.INCORRECT));
        strikes.take(new Judgement(Strikes.WINDOW + 2, Verdict.INCORRECT));
        assertThat(strikes.struckOut(number -> false)).isNull();
        assertThat(strikes.first()).isEqualTo(Strikes.WINDOW + 2);
        assertThat(strikes.isNews(new Judgement(2, Verdict.INCORRECT))).isFalse();
    }

    private static String random(Chance chance) {
        var replies = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            replies.append("WRSW".charAt(chance.below(4)));
        }
        return replies.toString();
    }

    /// Reports the replies in any order, right and silent ones only while there is a strike.
    private static @Nullable Long report(String replies, Chance chance, boolean incorrectFirst) {
        var strikes = new Strikes();
        var waiting = new ArrayList<>(judgements(replies));
        while (true) {
            var sayable =
                    waiting.stream()
                            .filter(judgement ->
                                    judgement.verdict() == Verdict.INCORRECT
                                            || judgement.number() > strikes.first())
                            .sorted(
                                    Comparator.comparing(
                                            judgement -> judgement.verdict() != Verdict.INCORRECT))
                            .toList();
            if (sayable.isEmpty()) {
                return null;
            }
            var said =
                    incorrectFirst ? sayable.getFirst() : sayable.get(chance.below(sayable.size()));
            waiting.remove(said);
            strikes.take(said);
            var found =
                    strikes.struckOut(
                            number -> waiting.stream().anyMatch(left -> left.number() == number));
            if (found != null) {
                return found;
            }
        }
    }

    private static @Nullable Long count(String replies) {
        return of(replies).struckOut(number -> false);
    }

    private static Strikes of(String replies) {
        return Strikes.of(judgements(replies));
    }

    private static List<Judgement> judgements(String replies) {
        var judgements = new ArrayList<Judgement>();
        for (int i = 0; i < replies.length(); i++) {
            var verdict =
                    switch (replies.charAt(i)) {
                        case 'W' -> Verdict.INCORRECT;
                        case 'R' -> Verdict.RIGHT;
                        default -> Verdict.SILENT;
                    };
            judgements.add(new Judgement(i + 1L, verdict));
        }
        return judgements;
    }

    private static @Nullable Long byTheRule(String replies) {
        int inARow = 0;
        for (int i = 0; i < replies.length(); i++) {
            inARow =
                    switch (replies.charAt(i)) {
                        case 'W' -> inARow + 1;
                        case 'R' -> 0;
                        default -> inARow;
                    };
            if (inARow == 3) {
                return i + 1L;
            }
        }
        return null;
    }
}
