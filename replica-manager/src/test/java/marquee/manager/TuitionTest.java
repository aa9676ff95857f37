package marquee.manager;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import marquee.manager.ManagerEffect.Forget;
import marquee.manager.ManagerEffect.Hold;
import marquee.manager.ManagerEffect.Teach;
import marquee.protocol.Effect;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.replication.Assignment;
import marquee.protocol.replication.Cause;
import marquee.protocol.replication.Membership;
import marquee.protocol.replication.MembershipChange.Activated;
import marquee.protocol.replication.MembershipChange.Replaced;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.ReplicationMessage.ToManager.Entries;
import marquee.protocol.replication.ReplicationMessage.ToSequencer;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.WantEntries;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.WantPart;
import org.junit.jupiter.api.Test;

class TuitionTest {
    private static final ImmutableList<String> NAMES =
            ImmutableList.of("collections", "sql", "keyvalue", "theatres");
    private static final Peer SEQUENCER = new Peer(NodeId.SEQUENCER, 0, 1);
    private static final Membership GROUP =
            Membership.initial(
                    ImmutableList.of(
                            new Assignment(NodeId.manager(1), "collections"),
                            new Assignment(NodeId.manager(2), "sql"),
                            new Assignment(NodeId.manager(3), "keyvalue"),
                            new Assignment(NodeId.manager(4), "theatres")));

    private final Tuition tuition = new Tuition(NodeId.manager(1), NAMES);
    private long now;

    @Test
    void aSpareHoldsWhatFollowsACrashAndWhatFollowsAConviction() {
        assertThat(told(effects -> tuition.follow(GROUP, effects))).as("nobody yet").isEmpty();

        assertThat(told(tuition::begin))
                .containsExactly(new Hold(ImmutableList.of("collections", "sql")));
        var other = new Assignment(NodeId.manager(3), "sql");
        var r3 = new ReplicaId(3, 0);
        var joins = GROUP.after(1, new Replaced(r3, Cause.STRUCK_OUT, other, ImmutableList.of()));
        assertThat(told(effects -> tuition.follow(joins, effects))).as("somebody joins").isEmpty();
        var changed = joins.after(2, new Activated(r3.successor()));
        assertThat(told(effects -> tuition.follow(changed, effects)))
                .as("sql runs twice, keyvalue nowhere")
                .containsExactly(new Hold(ImmutableList.of("collections", "keyvalue")));
        assertThat(told(effects -> tuition.follow(changed, effects))).isEmpty();
    }

    @Test
    void aSpareThatIsThereBeforeTheGroupIsKnownIsToldLater() {
        assertThat(told(tuition::begin)).isEmpty();
        assertThat(told(effects -> tuition.follow(GROUP, effects))).hasSize(1);
    }

    @Test
    void aWishWaitsUntilThereIsSomethingToLearn() {
        told(tuition::begin);
        assertThat(told(effects -> tuition.wants(now, new WantEntries(0), effects))).isEmpty();
        assertThat(told(effects -> tuition.reached(now, 0, effects))).isEmpty();

        assertThat(told(effects -> tuition.reached(now, 5, effects)))
                .containsExactly(toSequencer(new WantEntries(0)));
        assertThat(told(effects -> tuition.reached(now, 6, effects))).as("asked once").isEmpty();
        assertThat(told(effects -> tuition.wants(now, new WantEntries(5), effects)))
                .containsExactly(toSequencer(new WantEntries(5)));
        assertThat(told(effects -> tuition.wants(now, new WantEntries(6), effects))).isEmpty();
        assertThat(told(effects -> tuition.wants(now, new WantPart(3, 1), effects)))
                .containsExactly(toSequencer(new WantPart(3, 1)));
    }

    @Test
    void whatMayHaveBeenLostWithTheLinkIsAskedAgain() {
        told(tuition::begin);
        told(effects -> tuition.connected(now, SEQUENCER, effects));
        told(effects -> tuition.reached(now, 9, effects));
        told(effects -> tuition.wants(now, new WantEntries(5), effects));

        assertThat(told(effects -> tuition.connected(now, SEQUENCER, effects)))
                .containsExactly(toSequencer(new WantEntries(5)));
    }

    @Test
    void whatNobodyAnswersIsAskedAgainAndEverLessOften() {
        told(tuition::begin);
        told(effects -> tuition.reached(now, 9, effects));
        told(effects -> tuition.wants(now, new WantEntries(5), effects));
        int again = 0;
        for (int second = 1; second <= 30; second++) {
            now = second * 1_000_000_000L;
            again += told(effects -> tuition.reached(now, 9, effects)).size();
        }
        assertThat(again).as("after 2, 6, 14 and 30 seconds").isEqualTo(4);

        told(effects -> tuition.wants(now, new WantEntries(7), effects));
        now += Tuition.PATIENCE_NANOS;
        assertThat(told(effects -> tuition.reached(now, 9, effects)))
                .containsExactly(toSequencer(new WantEntries(7)));
    }

    @Test
    void aWishThatIsSaidAgainIsNotAskedTwiceAtOnce() {
        told(tuition::begin);
        told(effects -> tuition.reached(now, 9, effects));
        assertThat(told(effects -> tuition.wants(now, new WantEntries(5), effects))).hasSize(1);

        assertThat(told(effects -> tuition.wants(now, new WantEntries(5), effects))).isEmpty();
    }

    @Test
    void nothingIsAskedForASpareThatIsGone() {
        told(tuition::begin);
        told(effects -> tuition.wants(now, new WantEntries(5), effects));
        tuition.end();
        told(effects -> tuition.wants(now, new WantEntries(6), effects));

        assertThat(told(effects -> tuition.reached(now, 9, effects))).isEmpty();
    }

    @Test
    void aLessonIsPassedOnAndTellsHowFarTheOrderIs() {
        told(tuition::begin);
        var lesson = new Entries(9, null, ImmutableList.of());
        assertThat(told(effects -> tuition.taught(lesson, effects)))
                .containsExactly(new Teach(lesson));

        assertThat(told(effects -> tuition.wants(now, new WantEntries(8), effects))).hasSize(1);
        assertThat(told(effects -> tuition.wants(now, new WantEntries(9), effects))).isEmpty();
    }

    @Test
    void whatWasLearnedOfAnEarlierLifeOfTheSequencerIsForgotten() {
        told(effects -> tuition.connected(now, SEQUENCER, effects));
        told(tuition::begin);
        told(effects -> tuition.reached(now, 9, effects));
        assertThat(told(effects -> tuition.connected(now, SEQUENCER, effects))).isEmpty();

        var next = new Peer(NodeId.SEQUENCER, 0, 2);
        assertThat(told(effects -> tuition.connected(now, next, effects)))
                .containsExactly(new Forget());
        assertThat(told(effects -> tuition.wants(now, new WantEntries(7), effects)))
                .as("what the sequencer may not have any more")
                .isEmpty();
    }

    private static List<Effect> told(Consumer<Consumer<Effect>> what) {
        var effects = new ArrayList<Effect>();
        what.accept(effects::add);
        return effects;
    }

    private static Effect toSequencer(ToSequencer wish) {
        return new Effect.Send(NodeId.SEQUENCER, wish);
    }
}
