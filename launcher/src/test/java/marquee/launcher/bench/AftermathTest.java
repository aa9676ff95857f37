package marquee.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.time.Duration;
import java.time.Instant;
import marquee.launcher.trouble.Trouble;
import marquee.launcher.trouble.Trouble.Kind;
import org.junit.jupiter.api.Test;

/// Which runs measured what they were to, and which were over too soon to see all of it.
class AftermathTest {
    private static final Instant BEGUN = Instant.ofEpochSecond(1_000);
    private static final Duration LASTED = Duration.ofSeconds(5);
    private static final ImmutableList<Trouble> R1_FAILS =
            ImmutableList.of(new Trouble("R1", Kind.KILL));
    private static final ImmutableList<Trouble> NOTHING = ImmutableList.of();

    @Test
    void aRunInWhichASlotFailedAndVotedAgainIsHealed() throws Exception {
        var aftermath = after(R1_FAILS, 1, 0, replaced(1.5, 2.5));

        assertThat(aftermath.flaw()).isEmpty();
        assertThat(aftermath.isHealed()).isTrue();
    }

    @Test
    void aRunThatEndedBeforeTheSuccessorVotedCountsAndIsNotHealed() throws Exception {
        var aftermath = after(R1_FAILS, 1, 0, replaced(1.5, 5.1));

        assertThat(aftermath.flaw()).isEmpty();
        assertThat(aftermath.isHealed()).isFalse();
    }

    @Test
    void aSuccessorThatFailedIsNotTheOneThatVotes() throws Exception {
        var aftermath =
                after(
                        R1_FAILS,
                        2,
                        0,
                        "{\"kind\":\"REPLACED\",\"slot\":\"R1\",\"incarnation\":1,"
                                + "\"suspected\":\"1970-01-01T00:16:41Z\","
                                + "\"ordered\":\"1970-01-01T00:16:41Z\"}",
                        Group.replaced("R1", 2, "CRASHED", at(4.5), at(6)));

        assertThat(aftermath.flaw()).isEmpty();
        assertThat(aftermath.isHealed()).isFalse();
    }

    @Test
    void aFailureAfterTheRunOrBeforeItIsNotOfTheRun() throws Exception {
        var flaw = "R1 did not fail within the run";

        assertThat(after(R1_FAILS, 1, 0, replaced(5.1, 6)).flaw()).contains(flaw);
        assertThat(after(R1_FAILS, 1, 0, replaced(-0.1, 1)).flaw()).contains(flaw);
    }

    @Test
    void aSlotThatWasInDoubtBeforeTheRunAndFailedInItFailedInTheRun() throws Exception {
        var doubted = Group.replaced("R1", 1, "CRASHED", at(-0.1), at(1.5), at(2.5));

        assertThat(after(R1_FAILS, 1, 0, doubted).flaw()).isEmpty();
    }

    @Test
    void aReplacementOfAnotherSlotIsNotMeant() throws Exception {
        var flaw = "R2 was replaced though nothing was done to it";

        assertThat(after(R1_FAILS, 1, 1, replaced(1.5, 2.5)).flaw()).contains(flaw);
        assertThat(after(NOTHING, 0, 1).flaw()).contains(flaw);
    }

    @Test
    void whereNothingFailedNothingIsToHeal() throws Exception {
        assertThat(after(NOTHING, 0, 0).flaw()).isEmpty();
        assertThat(after(NOTHING, 0, 0).isHealed()).isTrue();
    }

    /// After a run, before which R1 and R2 were in their lives 0, they are in these.
    private static Aftermath after(
            ImmutableList<Trouble> troubles, int first, int second, String... replaced)
            throws Exception {
        var before = Group.status(Group.whole(0, 0));
        var after = Group.status(Group.whole(first, second, replaced));
        return new Aftermath(troubles, before, after, BEGUN, LASTED);
    }

    private static String replaced(double suspected, double active) {
        return Group.replaced("R1", 1, "CRASHED", at(suspected), at(active));
    }

    /// So many seconds after the run began.
    private static Instant at(double seconds) {
        return BEGUN.plusMillis((long) (seconds * 1_000));
    }
}
