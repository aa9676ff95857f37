package marquee.launcher.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import marquee.client.Operation;
import marquee.config.Mode;
import marquee.launcher.scenario.Step.Call;
import marquee.launcher.scenario.Step.Calls;
import marquee.launcher.scenario.Step.Condition;
import marquee.launcher.scenario.Step.Expectation;
import marquee.launcher.scenario.Step.Happens;
import marquee.launcher.scenario.Step.Moment;
import marquee.launcher.scenario.Step.Successor;
import marquee.protocol.NodeId;
import marquee.protocol.replication.ReplicaId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenarioReaderTest {
    @Test
    void readsTheExampleOfThePage() throws Exception {
        var scenario =
                read(
                        """
                        # A replica that lies three times is replaced.
                        with frontends 2

                        ATWA1111> add ATWM160523 Avatar 10
                          ADDED capacity 10 booked 0 left 10
                        fault R4 wrong-reply:3
                        VERC3333@2#k1> book ATWM160523 Avatar 9
                          BOOKED | NOT_ENOUGH_SEATS left 8
                        * R4/0 is replaced: STRUCK_OUT, by another implementation
                        * R4/1 votes
                        """);

        assertThat(scenario.title()).isEqualTo("A replica that lies three times is replaced.");
        assertThat(scenario.setting())
                .isEqualTo(new Scenario.Setting(Mode.BOTH, 4, 2, LocalDate.of(2023, 5, 15), true));
        assertThat(scenario.steps())
                .containsExactly(
                        alone(
                                new Call(
                                        4,
                                        "ATWA1111",
                                        "ATWA1111",
                                        0,
                                        null,
                                        Operation.ADD,
                                        ImmutableList.of("ATWM160523", "Avatar", "10"),
                                        ImmutableList.of("ADDED capacity 10 booked 0 left 10"))),
                        new Happens(6, new Action.Fault("R4", "wrong-reply:3"), new Moment.Now()),
                        alone(
                                new Call(
                                        7,
                                        "VERC3333",
                                        "VERC3333",
                                        2,
                                        "k1",
                                        Operation.BOOK,
                                        ImmutableList.of("ATWM160523", "Avatar", "9"),
                                        ImmutableList.of("BOOKED", "NOT_ENOUGH_SEATS left 8"))),
                        new Step.Expect(
                                9,
                                new Expectation.Replaced(
                                        new ReplicaId(4, 0), "STRUCK_OUT", Successor.ANOTHER)),
                        new Step.Expect(10, new Expectation.Votes(new ReplicaId(4, 1))));
    }

    @Test
    void gathersCallsMadeAtOnceAndTheirTally() throws Exception {
        var steps =
                steps(
                        """
                        & ATWC1111> book ATWM160523 Avatar 1
                          BOOKED | NOT_ENOUGH_SEATS
                        & ATWA1111 for ATWC2222> book ATWM160523 Avatar 1
                        = 1 BOOKED, 1 NOT_ENOUGH_SEATS
                        & ATWC1111> schedule

                        & ATWC1111> schedule
                        """);

        assertThat(steps).hasSize(3);
        var calls = (Calls) steps.getFirst();
        assertThat(calls.tally()).isEqualTo(ImmutableMap.of("BOOKED", 1, "NOT_ENOUGH_SEATS", 1));
        assertThat(calls.calls())
                .extracting(Call::customer)
                .containsExactly("ATWC1111", "ATWC2222");
        assertThat(calls.calls())
                .extracting(Call::expected)
                .containsOnly(ImmutableList.of("BOOKED", "NOT_ENOUGH_SEATS"));
    }

    @Test
    void makesACallAloneBeforeThoseThatAreMadeAtOnce() throws Exception {
        var steps =
                steps(
                        """
                        ATWC1111> schedule
                        & ATWC1111> list Avatar
                        & ATWC1111> list Avatar
                        = 2 LISTED
                        """);

        assertThat(steps).extracting(step -> ((Calls) step).calls().size()).containsExactly(1, 2);
    }

    @Test
    void readsWhatHappensAndWhen() throws Exception {
        assertThat(
                        steps(
                                """
                                kill R2 RM2 after 300ms
                                stop R1 at 20
                                start everything
                                continue everything
                                cut R2 to sequencer
                                cut R2 from R3 RM3
                                heal
                                date 2023-05-16
                                """))
                .extracting(step -> ((Happens) step).action(), step -> ((Happens) step).moment())
                .contains(
                        tuple(
                                new Action.Kill(nodes(NodeId.replica(2), NodeId.manager(2))),
                                new Moment.After(Duration.ofMillis(300))),
                        tuple(new Action.Stop(nodes(NodeId.replica(1))), new Moment.At(20)),
                        tuple(
                                new Action.Cut(
                                        nodes(NodeId.replica(2)), nodes(NodeId.SEQUENCER), true),
                                new Moment.Now()),
                        tuple(
                                new Action.Cut(
                                        nodes(NodeId.replica(2)),
                                        nodes(NodeId.replica(3), NodeId.manager(3)),
                                        false),
                                new Moment.Now()),
                        tuple(new Action.Continue(nodes()), new Moment.Now()),
                        tuple(new Action.Heal(), new Moment.Now()),
                        tuple(new Action.Date(LocalDate.of(2023, 5, 16)), new Moment.Now()));
    }

    @Test
    void readsWhatIsWaitedForAndExpected() throws Exception {
        assertThat(
                        steps(
                                """
                                wait 2s
                                wait for all
                                wait for R3/1
                                wait for 20
                                crowd 8
                                crowd rests
                                * nobody is replaced
                                * only R2 R4 are replaced
                                * digests are equal
                                * R2 was wrong 3 times
                                * R3/1 is replaced: JOIN_FAILED
                                """))
                .containsExactly(
                        new Step.Pause(2, Duration.ofSeconds(2)),
                        new Step.Wait(3, new Condition.AllVote()),
                        new Step.Wait(4, new Condition.Votes(new ReplicaId(3, 1))),
                        new Step.Wait(5, new Condition.Ordered(20)),
                        new Step.Crowd(6, 8),
                        new Step.Crowd(7, 0),
                        new Step.Expect(8, new Expectation.OnlyReplaced(ImmutableList.of())),
                        new Step.Expect(9, new Expectation.OnlyReplaced(ImmutableList.of(2, 4))),
                        new Step.Expect(10, new Expectation.EqualDigests()),
                        new Step.Expect(11, new Expectation.Wrong(2, 3)),
                        new Step.Expect(
                                12,
                                new Expectation.Replaced(
                                        new ReplicaId(3, 1), "JOIN_FAILED", Successor.ANY)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "kil R2; file:2: 'kil', expected a call",
                "kill R5; file:2: 'R5', expected a node of this cluster",
                "fault R2 wrong-word; file:2: unknown fault 'wrong-word'",
                "fault RM2 hang; file:2: fault 'hang' of RM2: only replicas reply",
                "wait 3 hours; file:2: '3', expected a time such as 300ms",
                "ATWC1111> bok ATWM160523; file:2: 'bok', expected one of add",
                "ATWC1111> book ATWM160523; file:2: book takes 3 arguments, not 1",
                "ATWC1111@2> schedule; file:2: '@2', expected a front end from @1 to @1",
                "= 1 BOOKED; file:2: numbers without calls made at once",
                "* R2/0 is replaced: BOREDOM; file:2: 'BOREDOM', expected a reason, one of"
                        + " [STRUCK_OUT, ROTTEN_STATE, CRASHED, UNRESPONSIVE, HOME, LAGGING,"
                        + " JOIN_FAILED]",
                "* R2 was wrong often; file:2: 'often', expected how often from 1 to 1000000",
                "* R2 was late; file:2: 'late', expected R4/0 is replaced",
                "with frontends 12; file:2: '12', expected front ends from 1 to 9",
                "with colour blue; file:2: 'colour', expected mode, replicas",
                "start R2; file:2: 'R2', expected a sequencer",
                "crowd 100; file:2: '100', expected customers, or rests, from 1 to 64"
            })
    void saysWhereAMistakeIsAndWhatWasExpected(String line, String message) {
        assertThatThrownBy(() -> read("# Title\n" + line + "\n"))
                .isInstanceOf(ScenarioException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void looksAtWhatTwoSettingsSayTogetherWhicheverComesFirst() throws Exception {
        var three = "# Title\nwith replicas 3\nwith mode crash-failure\nheal\n";

        assertThat(read(three).setting().replicas()).isEqualTo(3);
        assertThatThrownBy(() -> read(three.replace("crash-failure", "both")))
                .hasMessage("file:2: '3', expected replicas from 4 to 10 in the mode both");
        assertThatThrownBy(() -> read("# Title\nwith replicas 3\nheal\n"))
                .hasMessage("file:2: '3', expected replicas from 4 to 10 in the mode both");
    }

    @Test
    void knowsWhatACallCannotSee() {
        assertThatThrownBy(() -> read("# Title\nATWC1111> schedule\n  BOOKED held 1 left 1\n"))
                .hasMessageStartingWith("file:3: 'BOOKED', expected SCHEDULE, or a refusal");
        assertThatThrownBy(() -> read("# Title\nheal\n  BOOKED\n"))
                .hasMessage("file:3: what must be seen without a call right above it");
    }

    @Test
    void needsATitleAndSomethingToHappen() {
        assertThatThrownBy(() -> read("heal\n")).hasMessageStartingWith("file:1: no title");
        assertThatThrownBy(() -> read("# Title\n")).hasMessageStartingWith("file: nothing happens");
    }

    private static ImmutableList<NodeId> nodes(NodeId... nodes) {
        return ImmutableList.copyOf(nodes);
    }

    private static Calls alone(Call call) {
        return new Calls(call.line(), ImmutableList.of(call), ImmutableMap.of());
    }

    private static ImmutableList<Step> steps(String lines) throws ScenarioException {
        return read("# Title\n" + lines).steps();
    }

    private static Scenario read(String text) throws ScenarioException {
        return ScenarioReader.parse("file", "name", text.getBytes(StandardCharsets.UTF_8));
    }
}
