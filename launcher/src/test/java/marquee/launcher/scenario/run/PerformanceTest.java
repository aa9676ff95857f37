package marquee.launcher.scenario.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import marquee.launcher.scenario.History;
import marquee.launcher.scenario.Scenario;
import marquee.launcher.scenario.ScenarioException;
import marquee.launcher.scenario.ScenarioReader;
import marquee.launcher.scenario.Step;
import marquee.launcher.scenario.run.Performance.Failure;
import marquee.launcher.scenario.run.Performance.Outcome;
import marquee.launcher.scenario.stage.Stage;
import marquee.launcher.scenario.stage.StageException;
import marquee.protocol.replication.ReplicaId;
import org.junit.jupiter.api.Test;

class PerformanceTest {
    private final Puppets puppets = new Puppets();

    @Test
    void passesWhatIsSeenAsItIsWritten() {
        puppets.answers.add("BOOKED held 2 left 8");
        puppets.answers.add("NOT_ENOUGH_SEATS left 8");

        var outcome =
                play(
                        """
                        ATWC1111> book ATWM160523 Avatar 2
                          BOOKED held 2 left 8
                        VERC1111> book ATWM160523 Avatar 9
                          BOOKED | NOT_ENOUGH_SEATS
                        """);

        assertThat(outcome.failures()).isEmpty();
        assertThat(outcome.calls()).isEqualTo(2);
    }

    @Test
    void tellsLineAndWordsOfWhatIsSeenOtherwise() {
        puppets.answers.add("BOOKED held 2 left 9");
        puppets.answers.add("UNKNOWN (500 BROKEN)");

        var outcome =
                play(
                        """
                        ATWC1111> book ATWM160523 Avatar 2
                          BOOKED held 2 left 8
                        ATWC1111> schedule
                        """);

        assertThat(outcome.failures())
                .extracting(Failure::toString)
                .containsExactly(
                        "line 2: ATWC1111 book saw BOOKED held 2 left 9, expected BOOKED held 2"
                                + " left 8",
                        "line 4: ATWC1111 schedule saw UNKNOWN (500 BROKEN), expected any answer");
    }

    @Test
    void countsWhatCallsMadeAtOnceSee() {
        puppets.answers.addAll(List.of("BOOKED held 1 left 0", "BOOKED held 1 left 0"));

        var outcome =
                play(
                        """
                        & ATWC1111> book ATWM160523 Avatar 1
                        & ATWC2222> book ATWM160523 Avatar 1
                        = 1 BOOKED, 1 NOT_ENOUGH_SEATS
                        """);

        assertThat(outcome.failures()).hasSize(2);
        assertThat(outcome.failures().getFirst().text())
                .startsWith("2 of the calls made at once saw BOOKED, expected 1");
    }

    @Test
    void letsCallsMadeAtOnceSeeWhateverIsCounted() {
        puppets.answers.addAll(List.of("BOOKED held 1 left 0", "UNKNOWN (500 BROKEN)"));

        assertThat(
                        play("""
                        & ATWC1111> book ATWM160523 Avatar 1
                        & ATWC2222> book ATWM160523 Avatar 1
                        = 1 BOOKED, 1 UNKNOWN
                        """)
                                .failures())
                .isEmpty();
    }

    @Test
    void waitsForTheGroupAndFindsReplacementsInTheirOrder() {
        puppets.replaceAfter(3, new ReplicaId(4, 0), "STRUCK_OUT", "sql");
        puppets.replaceAfter(5, new ReplicaId(2, 0), "CRASHED", "collections");

        assertThat(
                        play("""
                        * R4/0 is replaced: STRUCK_OUT, by another implementation
                        * R2/0 is replaced: CRASHED, by the same implementation
                        * only R2 R4 are replaced
                        """)
                                .failures())
                .isEmpty();
        assertThat(
                        play("""
                        * R2/0 is replaced: CRASHED
                        * R4/0 is replaced: STRUCK_OUT
                        * nobody is replaced
                        """)
                                .failures())
                .extracting(Failure::line)
                .containsExactly(3, 4, 4);
    }

    @Test
    void knowsByItsLifeThatASlotWasReplacedWhenNobodyRemembersIt() {
        puppets.slot = new Stage.Slot(new ReplicaId(1, 2), "sql", true);

        assertThat(play("* only R1 is replaced\n").failures()).isEmpty();
        assertThat(play("* nobody is replaced\n* only R2 is replaced\n").failures())
                .extracting(Failure::toString)
                .containsExactly(
                        "line 2: R1 was replaced: it is in its life 2, and no front end remembers"
                                + " why",
                        "line 3: R1 was replaced: it is in its life 2, and no front end remembers"
                                + " why");
    }

    @Test
    void tellsOnceOfASlotWhoseReplacementIsRemembered() {
        puppets.slot = new Stage.Slot(new ReplicaId(1, 1), "collections", true);
        puppets.replaceAfter(0, new ReplicaId(1, 0), "CRASHED", "collections");

        assertThat(play("* nobody is replaced\n").failures())
                .extracting(Failure::toString)
                .containsExactly("line 2: R1/0 was replaced: CRASHED");
    }

    @Test
    void takesNoLifeThatNeverVotedForOneThatDid() {
        puppets.slot = new Stage.Slot(new ReplicaId(1, 2), "sql", false);
        puppets.replaceAfter(0, new ReplicaId(1, 0), "CRASHED", "collections");
        puppets.replaceAfter(0, new ReplicaId(1, 1), "JOIN_FAILED", "sql");

        assertThat(play("* R1/0 votes\nwait for R1/1\n* R1/1 votes\n* R1/2 votes\n").failures())
                .extracting(Failure::line)
                .containsExactly(3, 4, 5);
    }

    @Test
    void waitsForALifeOrALaterOneToVote() {
        puppets.slot = new Stage.Slot(new ReplicaId(1, 2), "sql", true);

        assertThat(play("wait for R1/1\nwait for R1/2\n* R1/2 votes\n").failures()).isEmpty();
        assertThat(play("wait for R1/3\n").failures()).hasSize(1);
    }

    @Test
    void comparesHowOftenASlotWasWrongWithWhatTheFrontEndsFound() {
        puppets.incorrect = 2;

        assertThat(play("* R3 was wrong 2 times\n").failures()).isEmpty();
        assertThat(play("* R3 was wrong 1 time\n").failures())
                .extracting(Failure::toString)
                .containsExactly("line 2: R3 was wrong 2 times, expected 1");
    }

    @Test
    void tellsOfAWaitInVainAndOfAnEndThatIsNotWhole() {
        puppets.whole = false;

        assertThat(play("wait for all\n").failures())
                .extracting(Failure::text)
                .allMatch(text -> text.contains("R1/0 votes"))
                .hasSize(2);
        assertThat(play("with end open\nheal\n").failures()).isEmpty();
    }

    @Test
    void tellsWhatHasNotHappenedAtTheEnd() {
        assertThat(play("with end open\nheal\nkill R2 at 500\n").failures())
                .extracting(Failure::toString)
                .containsExactly("line 4: has not happened: kill R2");
    }

    @Test
    void endsWhereTheStageFails() {
        puppets.answers.clear();

        var outcome = play("ATWC1111> schedule\nATWC1111> schedule\n");

        assertThat(outcome.failures())
                .extracting(Failure::toString)
                .containsExactly("nobody answers");
    }

    @Test
    void asksTheCheckOfTheWholeHistory() throws Exception {
        var scenario =
                ScenarioReader.parse(
                        "file", "name", "# Title\nheal\n".getBytes(StandardCharsets.UTF_8));

        var outcome =
                Performance.of(scenario, puppets, history -> ImmutableList.of("not linearizable"));

        assertThat(outcome.passed()).isFalse();
    }

    @Test
    void putsWhatElseThereIsToTellBehindWhatThereIsAlready() {
        var outcome = play("heal\n");

        assertThat(outcome.noting("one").noting("another").note()).isEqualTo("one; another");
    }

    private Outcome play(String lines) {
        try {
            var text = ("# Title\n" + lines).getBytes(StandardCharsets.UTF_8);
            return Performance.of(
                    ScenarioReader.parse("file", "name", text),
                    puppets,
                    history -> ImmutableList.of());
        } catch (ScenarioException e) {
            throw new AssertionError(e);
        }
    }

    /// A stage that does as it is told, in no time.
    private static final class Puppets implements Stage {
        final Deque<String> answers = new ArrayDeque<>();
        final List<Replacement> due = new ArrayList<>();
        final List<Integer> dueAt = new ArrayList<>();
        final List<Step.Happens> outstanding = new ArrayList<>();
        Slot slot = new Slot(new ReplicaId(1, 0), "collections", true);
        boolean whole = true;
        int looks;
        long incorrect;

        void replaceAfter(int after, ReplicaId who, String reason, String next) {
            dueAt.add(after);
            due.add(new Replacement(who, reason, "collections", next));
        }

        @Override
        public ImmutableList<String> call(ImmutableList<Step.Call> calls) throws StageException {
            var seen = ImmutableList.<String>builder();
            for (var _ : calls) {
                if (answers.isEmpty()) {
                    throw new StageException("nobody answers");
                }
                seen.add(answers.removeFirst());
            }
            return seen.build();
        }

        @Override
        public void happen(Step.Happens happening) {
            if (!happening.moment().equals(new Step.Moment.Now())) {
                outstanding.add(happening);
            }
        }

        @Override
        public ImmutableList<Step.Happens> outstanding() {
            return ImmutableList.copyOf(outstanding);
        }

        @Override
        public void pause(Duration length) {}

        @Override
        public void crowd(int customers) {}

        @Override
        public Group group() {
            looks++;
            var replaced = ImmutableList.<Replacement>builder();
            for (int i = 0; i < due.size(); i++) {
                if (looks >= dueAt.get(i)) {
                    replaced.add(due.get(i));
                }
            }
            return new Group(1, whole, true, ImmutableList.of(slot), replaced.build());
        }

        @Override
        public long incorrect(int slot) {
            return incorrect;
        }

        @Override
        public History history() {
            return new History(Scenario.Setting.USUAL_DATE, ImmutableList.of());
        }

        @Override
        public void close() {}
    }
}
