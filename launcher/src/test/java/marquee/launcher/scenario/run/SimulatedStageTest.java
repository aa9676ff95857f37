package marquee.launcher.scenario.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import marquee.launcher.scenario.Scenario;
import marquee.launcher.scenario.ScenarioException;
import marquee.launcher.scenario.ScenarioReader;
import marquee.launcher.scenario.run.Performance.Failure;
import marquee.launcher.simulated.SimulatedStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Scenarios in virtual time do and show what docs/scenarios.md says.
class SimulatedStageTest {
    private static final String SHOW =
            """
            # A show, and somebody who has booked it.
            with frontends 2

            ATWA1111> add ATWM160523 Avatar 10
              ADDED capacity 10 booked 0 left 10
            ATWC2222> book ATWM160523 Avatar 2
              BOOKED held 2 left 8
            """;

    @Test
    void answersAsTheServiceDoes() throws Exception {
        assertThat(
                        failures(
                                SHOW
                                        + """
                                        atwc2222@2#again> book atwm160523 avatar 1
                                          BOOKED held 3 left 7
                                        ATWC2222@1#again> book ATWM160523 Avatar 1
                                          BOOKED held 3 left 7
                                        ATWC2222@1#again> book ATWM160523 Avatar 2
                                          KEY_REUSED
                                        ATWA1111 for ATWC2222> cancel ATWM160523 Avatar 1
                                          CANCELLED held 2 left 8
                                        ATWC2222> book ATWM160523 Avatar 0
                                          BAD_NUMBER
                                        ATWC2222> list Avatar
                                          LISTED ATWM160523 8
                                        date 2023-05-17
                                        ATWC2222> book ATWM160523 Avatar 1
                                          PAST_DATE
                                        ATWC2222> schedule
                                          SCHEDULE
                                        * nobody is replaced
                                        * digests are equal
                                        """))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fault R4 wrong-reply:3; * R4/0 is replaced: STRUCK_OUT, by another implementation",
                "fault R2 wrong-state; * R2/0 is replaced: ROTTEN_STATE, by another implementation",
                "kill R3; * R3/0 is replaced: CRASHED, by the same implementation",
                "kill RM2; * R2/0 is replaced: CRASHED; start RM2",
                "fault R1 crash; * R1/0 is replaced: CRASHED, by the same implementation",
                "fault R1 crash@30 after 100ms; * R1/0 is replaced: CRASHED",
                "fault R2 hang; * R2/0 is replaced: CRASHED",
                "fault R2 silent; * R2/0 is replaced: UNRESPONSIVE",
                "stop R3 after 50ms; * R3/0 is replaced: CRASHED; continue R3",
                "kill R1 at 25; * R1/0 is replaced: CRASHED",
                "cut R2; * R2/0 is replaced: CRASHED; heal"
            })
    void replacesWhoeverFails(String whatHappens) throws Exception {
        var happening = whatHappens.replace("; ", "\n");
        assertThat(failures(SHOW + "crowd 4\n" + happening + "\nwait for all\n")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fault R4 wrong-reply:1",
                "fault R4 slow:20ms",
                "fault all drop:5%,duplicate:5%,reorder:5%,corrupt:5%,delay:1ms",
                "fault sequencer delay:10ms; fault sequencer clear",
                "cut R2 from R3",
                "cut frontend-1 to sequencer; wait 200ms; heal",
                "stop R3; wait 100ms; continue R3",
                "stop R3; wait 100ms; continue everything; continue everything",
                "stop frontend-1; wait 2s; continue frontend-1",
                "kill frontend-1; start frontend-1"
            })
    void replacesNobodyWhoIsOnlyLate(String whatHappens) throws Exception {
        var happening = whatHappens.replace("; ", "\n");
        assertThat(
                        failures(
                                SHOW
                                        + happening
                                        + """

                                        VERC3333> book ATWM160523 Avatar 9
                                          NOT_ENOUGH_SEATS left 8
                                        ATWC2222> schedule
                                          SCHEDULE Avatar ATWM160523 2
                                        * nobody is replaced
                                        """))
                .isEmpty();
    }

    @Test
    void catchesUpWhoWasCutOff() throws Exception {
        assertThat(
                        failures(
                                SHOW
                                        + """
                                        cut R2
                                        VERC3333> book ATWM160523 Avatar 1
                                          BOOKED held 1 left 7
                                        wait 100ms
                                        heal
                                        * digests are equal
                                        * nobody is replaced
                                        """))
                .isEmpty();
    }

    @Test
    void keepsEverythingWhenTheSequencerComesBack() throws Exception {
        assertThat(
                        failures(
                                SHOW
                                        + """
                                        kill sequencer
                                        start sequencer after 500ms
                                        VERC3333> book ATWM160523 Avatar 1
                                          BOOKED held 1 left 7
                                        kill everything
                                        start everything
                                        ATWC2222> schedule
                                          SCHEDULE Avatar ATWM160523 2
                                        """))
                .isEmpty();
    }

    @Test
    void tellsWhenNothingDefiniteIsHeard() throws Exception {
        assertThat(
                        failures(
                                SHOW
                                        + """
                                        stop frontend-1
                                        ATWC2222@1> book ATWM160523 Avatar 1
                                          UNKNOWN
                                        kill frontend-1
                                        ATWC2222@1> schedule
                                          UNKNOWN
                                        ATWC2222> schedule
                                          SCHEDULE Avatar ATWM160523 2
                                        start frontend-1
                                        """))
                .isEmpty();
    }

    @Test
    void failsWhereSomethingElseIsSeen() throws Exception {
        assertThat(
                        failures(
                                SHOW
                                        + """
                                        ATWC2222> schedule
                                          SCHEDULE Avatar ATWM160523 3
                                        * R1/0 is replaced: CRASHED
                                        """))
                .extracting(Failure::line)
                .containsExactly(8, 10);
    }

    @Test
    void namesTheInvariantThatIsBroken() throws Exception {
        assertThat(
                        failures(
                                """
                                # Where the first reply answers, nobody is safe from liars.
                                with mode crash-failure
                                fault R1 wrong-reply
                                fault R2 wrong-reply
                                fault R3 wrong-reply
                                ATWA1111> add ATWM160523 Avatar 10
                                """))
                .extracting(Failure::text)
                .singleElement()
                .asString()
                .startsWith("broken invariant I4: ");
    }

    @Test
    void saysWhatCannotHappen() throws Exception {
        assertThat(failures(SHOW + "start RM2\n"))
                .extracting(Failure::text)
                .containsExactly("RM2 runs already");
        assertThat(failures(SHOW + "continue R2\n"))
                .extracting(Failure::text)
                .containsExactly("R2 does not stand still");
        assertThat(failures(SHOW + "date 2023-05-01\n"))
                .extracting(Failure::text)
                .containsExactly(
                        "the business date cannot be moved to 2023-05-01: it is 2023-05-15");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kill R3", "stop R3", "fault R3 wrong-reply"})
    void doesNothingToWhoeverDoesNotRun(String whatHappens) throws Exception {
        assertThat(failures(SHOW + "kill R3\n" + whatHappens + "\n"))
                .extracting(Failure::text)
                .containsExactly("R3 does not run");
    }

    @Test
    void doesToAllWhatItDoesToThoseWhoRun() throws Exception {
        assertThat(
                        failures(
                                SHOW
                                        + """
                                        kill RM2 frontend-2
                                        fault all delay:1ms
                                        fault all clear
                                        kill sequencer
                                        start everything
                                        ATWC2222@2> schedule
                                          SCHEDULE Avatar ATWM160523 2
                                        """))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"kill R2 at 100000", "kill R2 after 200s"})
    void saysWhatHasNotHappened(String whatHappens) throws Exception {
        assertThat(failures(SHOW + whatHappens + "\nATWC2222> schedule\n"))
                .extracting(Failure::toString)
                .containsExactly("line 8: has not happened: kill R2");
    }

    @Test
    void waitsAtItsEndForWhatHappensLater() throws Exception {
        var open = SHOW.replace("with frontends 2", "with end open");

        assertThat(failures(open + "date 2023-05-01 after 2s\n"))
                .extracting(Failure::text)
                .containsExactly(
                        "the business date cannot be moved to 2023-05-01: it is 2023-05-15");
    }

    @Test
    void isTheSameRunForTheSameSeed() throws Exception {
        var text = SHOW + "crowd 5\nfault R2 wrong-reply:3\nkill R1 at 60\nwait 1s\ncrowd rests\n";

        assertThat(hash(text, 1)).isEqualTo(hash(text, 1)).isNotEqualTo(hash(text, 2));
    }

    private static ImmutableList<Failure> failures(String text) throws Exception {
        var scenario = scenario(text);
        try (var stage = SimulatedStage.of(scenario.setting(), 1)) {
            return Performance.of(scenario, stage, _ -> ImmutableList.of()).failures();
        }
    }

    private static String hash(String text, long seed) throws Exception {
        var scenario = scenario(text);
        try (var stage = SimulatedStage.of(scenario.setting(), seed)) {
            assertThat(Performance.of(scenario, stage, _ -> ImmutableList.of()).failures())
                    .isEmpty();
            return stage.hash();
        }
    }

    private static Scenario scenario(String text) throws ScenarioException {
        return ScenarioReader.parse("test.scenario", "test", text.getBytes(UTF_8));
    }
}
