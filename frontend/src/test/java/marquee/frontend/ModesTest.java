package marquee.frontend;

import static marquee.frontend.Group4.KEYED;
import static marquee.frontend.Group4.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import marquee.frontend.FrontEndEffect.Answered;
import marquee.frontend.FrontEndEffect.Noticed;
import marquee.protocol.Effect;
import marquee.protocol.replication.Group;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.Verdicts;
import org.junit.jupiter.api.Test;

/// Votes and verdicts in groups of three, which are made for one kind of fault, and in a larger
/// one.
class ModesTest {
    private static final Group CRASH_FAILURE = new Group(3, 0, 1);
    private static final Group SOFTWARE_FAILURE = new Group(3, 1, 0);

    @Test
    void theFirstReplyAnswersWhereNobodyLies() {
        var group = Group4.ready(CRASH_FAILURE);
        group.call(0, 5, KEYED);
        group.bound(1, 0, 9);

        assertThat(group.reply(2, 3, 9, "right"))
                .contains(new Answered(5, outcome(KEYED, 9, "right"), new SlotSet(0b100)));
    }

    @Test
    void unlikeRepliesAreAnAlarmAndAccuseNobodyWhereNobodyLies() {
        var group = Group4.ready(CRASH_FAILURE);
        for (int number = 9; number < 12; number++) {
            group.call(0, number, null);
        }
        for (int ticket = 0; ticket < 3; ticket++) {
            group.bound(1, ticket, 9 + ticket);
        }
        group.reply(2, 3, Group4.OWN, 9, "right");

        assertThat(group.reply(3, 1, Group4.OWN, 9, "wrong"))
                .contains(new Noticed(new Incident(Incident.Kind.SPLIT, 0, 9)))
                .noneMatch(ModesTest::accuses);
        assertThat(group.report(20)).noneMatch(ModesTest::accuses);
    }

    @Test
    void twoOfThreeAnswerWhereOneMayLie() {
        var group = Group4.ready(SOFTWARE_FAILURE);
        group.call(0, 5, KEYED);
        group.bound(1, 0, 9);

        assertThat(group.reply(2, 1, 9, "wrong")).noneMatch(Answered.class::isInstance);
        assertThat(group.reply(3, 3, 9, "right")).noneMatch(Answered.class::isInstance);
        assertThat(group.reply(4, 2, 9, "right"))
                .contains(new Answered(5, outcome(KEYED, 9, "right"), new SlotSet(0b110)))
                .anyMatch(ModesTest::accuses);
    }

    @Test
    void threeOfSevenAnswerWhereTwoMayLie() {
        var group = Group4.ready(new Group(7, 2, 2));
        group.call(0, 5, KEYED);
        group.bound(1, 0, 9);
        group.reply(2, 1, 9, "wrong");
        group.reply(2, 2, 9, "wrong");
        group.reply(2, 3, 9, "right");
        group.reply(2, 4, 9, "right");

        assertThat(group.reply(3, 7, 9, "right"))
                .contains(new Answered(5, outcome(KEYED, 9, "right"), new SlotSet(0b1001100)));
    }

    private static boolean accuses(Effect effect) {
        return effect instanceof Effect.Send(_, Verdicts _);
    }
}
