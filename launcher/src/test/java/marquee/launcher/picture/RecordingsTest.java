package marquee.launcher.picture;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.List;
import marquee.launcher.report.Report;
import marquee.launcher.report.SpaceTime.Kind;
import marquee.protocol.NodeId;
import marquee.protocol.wire.Bytes;
import marquee.simulation.Onlooker.Who;
import marquee.transport.udp.RecordedLife;
import marquee.transport.udp.RecordedLife.Mark;
import marquee.transport.udp.RecordedLife.Received;
import org.junit.jupiter.api.Test;

class RecordingsTest {
    private static final long LIVES_ON = 1;
    private static final long HAS_ENDED = 2;
    private static final long END = 9_000;
    private static final NodeId LIVING = NodeId.replica(1);
    private static final NodeId ENDED = NodeId.replica(2);

    private final Witness witness = new Witness(Witness.SCENARIO_MESSAGES_MAX);

    @Test
    void whoEndsIsDrawnAsCrashedJustAfterItWasLastHeardOf() {
        tell(life(LIVING, LIVES_ON, 0), life(ENDED, HAS_ENDED, 0));

        assertThat(crashed()).containsExactly(ENDED);
        assertThat(ended(ENDED)).isEqualTo(1_001_000);
        assertThat(ended(LIVING)).isEqualTo(Report.NEVER);
    }

    @Test
    void whoFilledItsRecordingAndEndedLaterIsDrawnUntilThenAndNotAsCrashed() {
        tell(life(LIVING, LIVES_ON, 0), life(ENDED, HAS_ENDED, 5_000));

        assertThat(crashed()).isEmpty();
        assertThat(ended(ENDED)).isEqualTo(5_001_000);
        assertThat(witness.remarks)
                .anyMatch(remark ->
                        new Who(ENDED, 0).equals(remark.who())
                                && remark.at() == 5_000_000
                                && remark.text().startsWith("its recording is full"));
    }

    @Test
    void nobodyIsDrawnAsCrashedOnceAnyRecordingIsFull() {
        tell(life(LIVING, LIVES_ON, 500), life(ENDED, HAS_ENDED, 0));

        assertThat(crashed()).isEmpty();
        assertThat(ended(ENDED)).isEqualTo(1_001_000);
    }

    /// It begins at 100 and hears something at 1 000.
    @Test
    void whereNobodyElseIsRecordedThePageSaysSo() {
        var lives = new RecordedLife[RecordedLife.MAX];
        Arrays.setAll(lives, each -> life(NodeId.frontEnd(each + 1), LIVES_ON, 0));
        tell(Arrays.copyOf(lives, lives.length - 1));
        assertThat(witness.remarks).isEmpty();

        tell(lives);
        assertThat(witness.remarks)
                .anyMatch(remark -> remark.text().startsWith("64 processes are recorded"));
    }

    private static RecordedLife life(NodeId node, long pid, long full) {
        var heard = new Received(1_000, Mark.of(Bytes.wrap(new byte[] {1})));
        return new RecordedLife(node, 0, pid, 100, ImmutableList.of(heard), full);
    }

    private void tell(RecordedLife... lives) {
        new Recordings(witness, ImmutableList.copyOf(lives), 0, pid -> pid == LIVES_ON)
                .tell(END, ImmutableList.of());
    }

    private List<NodeId> crashed() {
        return witness.remarks.stream()
                .filter(remark -> remark.kind() == Kind.CRASH && remark.who() != null)
                .map(remark -> remark.who().node())
                .toList();
    }

    private long ended(NodeId node) {
        return witness.lives.stream()
                .filter(life -> life.who.node().equals(node))
                .findFirst()
                .orElseThrow()
                .ended;
    }
}
