package marquee.launcher.picture;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import marquee.launcher.report.Report;
import marquee.protocol.Message;
import marquee.protocol.NodeId;
import marquee.protocol.replication.Outcome;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd.Reply;
import marquee.protocol.replication.RequestId;
import marquee.protocol.wire.Bytes;
import marquee.simulation.Onlooker.Fate;
import marquee.simulation.Onlooker.Passage;
import marquee.simulation.Onlooker.Who;
import org.junit.jupiter.api.Test;

class PictureTest {
    private static final Who FRONT_END = new Who(NodeId.frontEnd(1), 0);
    private static final int NUMBERS = 64;

    private final Witness witness = new Witness(Witness.SCENARIO_MESSAGES_MAX);

    @Test
    void amongEqualsTheOutcomeThatWasToldFirstIsTakenForTheRightOne() {
        witness.begins(0, FRONT_END);
        for (int number = 1; number <= NUMBERS; number++) {
            reply(1, number, Bytes.wrap(new byte[] {(byte) (7 * number)}));
            reply(2, number, Bytes.wrap(new byte[] {(byte) (11 * number + 3)}));
        }

        var votes = Picture.of(witness).votes();
        assertThat(votes).hasSize(2 * NUMBERS);
        assertThat(votes.stream().filter(Report.Vote::agrees).map(Report.Vote::replica))
                .hasSize(NUMBERS)
                .containsOnly("R1/0");
    }

    private void reply(int replica, int number, Bytes result) {
        var from = new ReplicaId(replica, 0);
        var id = RequestId.named("ATWC2222", "key");
        var outcome = new Outcome(number, number, id, Outcome.Verdict.EXECUTED, result);
        var passage =
                new Passage(from.node(), FRONT_END, number, number, Fate.ARRIVES, Bytes.EMPTY);
        var messages = ImmutableList.<Message>of(new Reply(from, outcome));
        witness.drafts.add(
                new Witness.Draft(new Who(from.node(), 0), passage, "Reply", messages, false));
    }
}
