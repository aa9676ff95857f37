package marquee.launcher.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import marquee.client.Operation;
import marquee.config.Mode;
import marquee.launcher.picture.Footage;
import marquee.launcher.picture.Recordings;
import marquee.launcher.picture.Witness;
import marquee.launcher.report.Report.Vote;
import marquee.launcher.report.SpaceTime;
import marquee.launcher.report.SpaceTime.Fate;
import marquee.launcher.report.SpaceTime.Kind;
import marquee.launcher.report.SpaceTime.Mark;
import marquee.launcher.report.SpaceTime.Message;
import marquee.launcher.scenario.Action;
import marquee.launcher.scenario.Scenario.Setting;
import marquee.launcher.scenario.Step;
import marquee.launcher.scenario.stage.Stage;
import marquee.launcher.scenario.stage.StageException;
import marquee.protocol.NodeId;
import marquee.simulation.Trace;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// One run, twice: once with somebody who sees all of it, once with processes that take down what
/// they send and get, as live ones do. The two pictures show the same.
class RecordedRunTest {
    private static final Setting SETTING = new Setting(Mode.BOTH, 4, 2, Setting.USUAL_DATE, true);
    private static final long SEED = 11;
    private static final long MICROS = 1_000;

    private final SimulatedRecordings recordings = new SimulatedRecordings();
    private Footage seen = Footage.NONE;
    private Footage recorded = Footage.NONE;

    @BeforeEach
    void play() throws StageException {
        try (var stage = SimulatedStage.watched(SETTING, SEED)) {
            play(stage);
            seen = stage.footage();
        }
        try (var stage = SimulatedStage.of(SETTING, SEED, Trace.shown(recordings))) {
            play(stage);
            recorded = developed(stage);
        }
    }

    /// A liar is found out, another crashes, and a tenth is lost between the two.
    private static void play(Stage stage) throws StageException {
        call(stage, Operation.ADD, "ATWA1111", "ATWM160523", "Avatar", "10");
        happens(stage, new Action.Fault("all", "drop:10%"));
        happens(stage, new Action.Fault("R4", "wrong-reply:3"));
        for (int i = 0; i < 4; i++) {
            call(stage, Operation.BOOK, "ATWC2222", "ATWM160523", "Avatar", "1");
        }
        call(stage, Operation.LIST, "ATWC2222", "Avatar");
        stage.pause(Duration.ofSeconds(2));
        happens(stage, new Action.Kill(ImmutableList.of(NodeId.replica(2))));
        call(stage, Operation.SCHEDULE, "ATWC2222");
        stage.pause(Duration.ofSeconds(2));
    }

    private static void happens(Stage stage, Action action) throws StageException {
        stage.happen(new Step.Happens(0, action, new Step.Moment.Now()));
    }

    private static void call(Stage stage, Operation operation, String user, String... words)
            throws StageException {
        var call =
                new Step.Call(
                        0,
                        user,
                        user,
                        0,
                        null,
                        operation,
                        ImmutableList.copyOf(words),
                        ImmutableList.of());
        assertThat(stage.call(ImmutableList.of(call))).doesNotContain("UNKNOWN");
    }

    private Footage developed(SimulatedStage stage) {
        var witness = new Witness(Witness.SCENARIO_MESSAGES_MAX);
        long end = stage.time().toNanos() / MICROS;
        new Recordings(witness, recordings.lives(), 0, recordings::isAlive).tell(end, stage.made());
        return Footage.of(stage.time().toNanos(), stage.made(), witness);
    }

    @Test
    void theSameWasAskedAndAnsweredByTheSameReplicas() {
        assertThat(recorded.calls()).isEqualTo(seen.calls());
        assertThat(recorded.calls()).allMatch(call -> call.number() > 0);
        assertThat(recorded.votes().stream().map(RecordedRunTest::vote))
                .containsExactlyInAnyOrderElementsOf(
                        seen.votes().stream().map(RecordedRunTest::vote).toList());
    }

    private static String vote(Vote vote) {
        return vote.number() + " " + vote.replica() + " " + vote.said() + " " + vote.agrees();
    }

    @Test
    void theSameWasLost() {
        assertThat(lost(recorded)).containsExactlyInAnyOrderElementsOf(lost(seen));
        assertThat(lost(recorded)).hasSizeGreaterThan(20);
    }

    /// What was sent at the very end may be on its way; and who greets a life that has not begun
    /// finds nobody there, whether the greeting is lost or not.
    private static List<String> lost(Footage footage) {
        long end = footage.durationNanos() - Duration.ofMillis(100).toNanos();
        return messages(footage)
                .filter(message -> message.fate() == Fate.LOST && message.sent() < end)
                .filter(message -> !message.kind().equals("Hello"))
                .map(message ->
                        "%d %s %s %s"
                                .formatted(
                                        message.sent() / MICROS,
                                        message.from(),
                                        message.to(),
                                        message.kind()))
                .toList();
    }

    @Test
    void theSameLivesAreDrawnWithWhatWasDoneAboutThem() {
        assertThat(recorded.spaceTime().lanes()).isEqualTo(seen.spaceTime().lanes());
        assertThat(recorded.spaceTime().segments().stream().map(SpaceTime.Segment::place))
                .containsExactlyInAnyOrderElementsOf(
                        seen.spaceTime().segments().stream()
                                .map(SpaceTime.Segment::place)
                                .toList());
        for (var kind : List.of(Kind.BALLOT, Kind.VIEW, Kind.CRASH)) {
            assertThat(texts(recorded, kind))
                    .containsExactlyInAnyOrderElementsOf(texts(seen, kind))
                    .isNotEmpty();
        }
    }

    private static List<String> texts(Footage footage, Kind kind) {
        return footage.spaceTime().marks().stream()
                .filter(mark -> mark.kind() == kind)
                .map(RecordedRunTest::text)
                .toList();
    }

    private static String text(Mark mark) {
        return mark.place() + " " + mark.text();
    }

    private static Stream<Message> messages(Footage footage) {
        return footage.spaceTime().messages().stream();
    }
}
