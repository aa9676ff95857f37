package marquee.launcher.trouble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import marquee.client.UnreachableException;
import marquee.launcher.console.Narrator;
import marquee.launcher.local.StandIn;
import marquee.launcher.trouble.Rescue.Outcome;
import marquee.launcher.trouble.Rescue.Patience;
import marquee.launcher.trouble.Trouble.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

/// How replicas are made to fail by what a front end says of its group, and what is made of that.
class RescueTest {
    private static final String CLUSTER = "GET /v1/cluster";
    private static final ImmutableList<Trouble> R1_LIES =
            ImmutableList.of(new Trouble("R1", Kind.LIE));

    private final StandIn frontEnd = new StandIn();
    private final StringWriter told = new StringWriter();
    private final Rescue rescue = rescue(Duration.ofSeconds(40));

    RescueTest() throws IOException {
        frontEnd.says("PUT /v1/faults/R1", "{}");
    }

    @AfterEach
    void close() {
        frontEnd.close();
    }

    @Test
    void waitsUntilEverySlotHasSaidWhichProcessItIs() throws Exception {
        frontEnd.says(CLUSTER, group(slot("R1", 0, 0)), group(slot("R1", 0, 4711)));

        assertThat(rescue.awaitSettled().pid("R1")).isEqualTo(4711);
    }

    @Test
    void sendsNoSignalToASlotThatHasNotSaidWhichProcessItIs() throws Exception {
        frontEnd.says(CLUSTER, group(slot("R1", 0, 0)));
        var before = rescue.status();

        assertThatThrownBy(() -> rescue.strike(new Trouble("R1", Kind.KILL), before))
                .isInstanceOf(UnreachableException.class)
                .hasMessage("R1 has not said which process it is");
        assertThat(told.toString()).isEmpty();
    }

    @Test
    void aFrontEndThatCannotSayHowTheGroupIsTellsOfNoGroup() {
        frontEnd.says(CLUSTER, 500, "{\"code\":\"NO_SEQUENCER\",\"detail\":\"it is silent\"}");

        assertThatThrownBy(rescue::awaitSettled)
                .isInstanceOf(UnreachableException.class)
                .hasMessage(
                        "the front end does not say how the cluster is:"
                                + " NO_SEQUENCER: it is silent");
    }

    @Test
    void aLiarThatIsConvictedAndFollowedByAnotherImplementationIsAsExpected() throws Exception {
        frontEnd.says(
                CLUSTER, whole(0, 0), whole(1, 0, replaced("R1", 1, "theatres", "STRUCK_OUT")));

        assertThat(rescue.from(R1_LIES)).isEqualTo(new Outcome(true, true));
        assertThat(rescue.isSound()).isTrue();
        assertThat(told.toString()).doesNotContain("✗");
    }

    @Test
    void aReplacementForAnotherReasonIsNotAsExpected() throws Exception {
        frontEnd.says(CLUSTER, whole(0, 0), whole(1, 0, replaced("R1", 1, "theatres", "CRASHED")));

        assertThat(rescue.from(R1_LIES)).isEqualTo(new Outcome(true, false));
        assertThat(rescue.isSound()).isTrue();
        assertThat(told.toString())
                .contains("✗ R1 was replaced because it crashed or hung: expected otherwise");
    }

    @Test
    void aLiarThatIsFollowedByItsOwnImplementationBreaksARule() throws Exception {
        frontEnd.says(
                CLUSTER, whole(0, 0), whole(1, 0, replaced("R1", 1, "keyvalue", "ROTTEN_STATE")));

        assertThat(rescue.from(ImmutableList.of(new Trouble("R1", Kind.ROT))).asExpected())
                .isTrue();
        assertThat(rescue.isSound()).isFalse();
        assertThat(told.toString())
                .contains("✗ R1 was convicted because it had another state, and keyvalue follows");
    }

    @Test
    void aConvictionOfOneThatWasNotMadeToLieBreaksARuleAndIsToldOnce() throws Exception {
        var first = replaced("R1", 1, "theatres", "STRUCK_OUT");
        var second = replaced("R2", 1, "theatres", "STRUCK_OUT");
        frontEnd.says(CLUSTER, whole(0, 0), whole(1, 1, first, second));

        assertThat(rescue.from(R1_LIES)).isEqualTo(new Outcome(true, true));
        assertThat(rescue.status().isWhole()).isTrue();
        assertThat(rescue.isSound()).isFalse();
        assertThat(told.toString())
                .containsOnlyOnce("✗ R2 was convicted because it lied three times: nobody had");
    }

    @Test
    void aSuccessorOfALiarIsNotHeldToLie() throws Exception {
        var first = replaced("R1", 1, "theatres", "STRUCK_OUT");
        frontEnd.says(
                CLUSTER,
                whole(0, 0),
                whole(1, 0, first),
                whole(2, 0, first, replaced("R1", 2, "keyvalue", "STRUCK_OUT")));

        assertThat(rescue.from(R1_LIES)).isEqualTo(new Outcome(true, true));
        assertThat(rescue.isSound()).isTrue();
        assertThat(rescue.status().incarnation("R1")).isEqualTo(2);
        assertThat(rescue.isSound()).isFalse();
    }

    @Test
    void whoeverIsReplacedUnaskedForBeingSlowBreaksNoRule() throws Exception {
        frontEnd.says(CLUSTER, whole(0, 1, replaced("R2", 1, "keyvalue", "CRASHED")));

        assertThat(rescue.status().incarnation("R2")).isEqualTo(1);
        assertThat(rescue.isSound()).isTrue();
    }

    @Test
    void nothingIsDoneToAGroupThatDoesNotSettle() throws Exception {
        frontEnd.says(CLUSTER, group(slot("R1", 0, 4711) + "," + slot("R2", 0, 0)));

        assertThat(rescue(Duration.ZERO).from(R1_LIES)).isEqualTo(new Outcome(false, false));
        assertThat(frontEnd.asked()).containsExactly(CLUSTER);
        assertThat(told.toString())
                .contains("✗ R1: nothing was done, as not all slots vote and are known after 0 s");
    }

    @Test
    void statesAreComparedOnceEverySlotHasToldOfItsOwnAfterAllThatWasOrdered() throws Exception {
        frontEnd.says(
                CLUSTER,
                compared(12, digest("ab", 7), digest("ab", 7)), // At an earlier mark.
                compared(12, digest("ab", 11), digest("ab", 7)), // One is late.
                compared(13, digest("cd", 12), digest("cd", 12)));

        var states = rescue.compareStates();

        assertThat(states.areEqual()).isTrue();
        assertThat(states.verdict())
                .isEqualTo("the state digests of 2 replicas are equal at number 12");
    }

    @Test
    void statesThatWereEqualBeforeTheLastRequestsAreNotEqual() throws Exception {
        frontEnd.says(CLUSTER, compared(12, digest("ab", 7), digest("ab", 7)));

        var states = rescue(Duration.ZERO).compareStates();

        assertThat(states.areEqual()).isFalse();
        assertThat(states.verdict()).endsWith("equal at number 7, which is before number 11");
    }

    @Test
    void statesThatDifferAreNotWaitedFor() throws Exception {
        frontEnd.says(CLUSTER, compared(12, digest("ab", 11), digest("cd", 11)));

        assertThat(rescue.compareStates().areEqual()).isFalse();
    }

    private static String compared(long next, String first, String second) {
        return """
        {"sequencer":{"next":%d},"view":{"slots":[%s,%s]}}\
        """
                .formatted(next, first, second);
    }

    private static String digest(String digest, long at) {
        return """
        {"slot":"R1","state":"ACTIVE","silentMillis":0,"digest":"%s","digestAt":%d}\
        """
                .formatted(digest, at);
    }

    private Rescue rescue(Duration longest) {
        var narrator = new Narrator(new PrintWriter(told), Ansi.OFF);
        return new Rescue(frontEnd.client(), 1, narrator, new Patience(longest, 0));
    }

    /// R1 and R2 in these lives of theirs, and what was replaced.
    private static String whole(int first, int second, String... replaced) {
        return group(slot("R1", first, 4711) + "," + slot("R2", second, 4712), replaced);
    }

    private static String group(String slots, String... replaced) {
        return "{\"view\":{\"slots\":[%s]},\"events\":[%s]}"
                .formatted(slots, String.join(",", replaced));
    }

    private static String slot(String slot, int incarnation, int pid) {
        return """
        {"slot":"%s","incarnation":%d,"implementation":"keyvalue","state":"ACTIVE",\
        "silentMillis":0,"pid":%d}\
        """
                .formatted(slot, incarnation, pid);
    }

    private static String replaced(
            String slot, int incarnation, String implementation, String reason) {
        return """
        {"kind":"REPLACED","slot":"%s","incarnation":%d,"implementation":"%s","reason":"%s",\
        "votes":["RM1"],"suspected":"2026-11-20T12:00:01.000Z",\
        "ordered":"2026-11-20T12:00:01.100Z","active":"2026-11-20T12:00:01.900Z"}\
        """
                .formatted(slot, incarnation, implementation, reason);
    }
}
