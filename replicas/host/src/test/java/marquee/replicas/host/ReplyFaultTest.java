package marquee.replicas.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import marquee.protocol.Chance;
import marquee.protocol.NodeId;
import marquee.protocol.replication.Outcome;
import marquee.protocol.wire.Bytes;
import org.junit.jupiter.api.Test;

/// The replies of a replica that is told to answer incorrectly.
class ReplyFaultTest {
    private static final Outcome RIGHT =
            Orders.executed(7, 3, Orders.id("ATWC1111", 1), Bytes.wrap(new byte[20]));

    @Test
    void makesEveryReplyWrong() {
        assertThat(wrong(new ReplyFault(1, 1, new Chance(1)), 4))
                .containsExactly(true, true, true, true);
    }

    @Test
    void makesTheNextThreeRepliesWrong() {
        assertThat(wrong(new ReplyFault(3, 0, new Chance(1)), 5))
                .containsExactly(true, true, true, false, false);
    }

    @Test
    void makesTwoOfEveryThreeRepliesWrong() {
        assertThat(wrong(new ReplyFault(2, 3, new Chance(1)), 7))
                .containsExactly(true, true, false, true, true, false, true);
    }

    @Test
    void changesNothingButTheResult() {
        var lie = replies(new ReplyFault(1, 1, new Chance(1)), 1).getFirst();

        assertThat(lie.result()).isNotEqualTo(RIGHT.result());
        assertThat(lie.result().length()).isEqualTo(20);
        assertThat(Orders.executed(lie.number(), lie.firstNumber(), lie.id(), RIGHT.result()))
                .isEqualTo(RIGHT);
    }

    @Test
    void liesAlikeWithTheSameSeed() {
        assertThat(replies(new ReplyFault(1, 1, new Chance(5)), 9))
                .isEqualTo(replies(new ReplyFault(1, 1, new Chance(5)), 9))
                .doesNotHaveDuplicates();
    }

    private static List<Boolean> wrong(ReplyFault fault, int count) {
        return replies(fault, count).stream().map(outcome -> !outcome.equals(RIGHT)).toList();
    }

    private static List<Outcome> replies(ReplyFault fault, int count) {
        var sent = new ArrayList<Outcome>();
        for (int i = 0; i < count; i++) {
            fault.reply(NodeId.frontEnd(1), RIGHT, (to, outcome) -> sent.add(outcome));
        }
        return sent;
    }
}
