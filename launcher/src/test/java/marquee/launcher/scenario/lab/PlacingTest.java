package marquee.launcher.scenario.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import marquee.protocol.NodeId;
import org.junit.jupiter.api.Test;

/// Which node of a cluster runs on which host of a lab.
class PlacingTest {
    @Test
    void givesEachSlotAHostAndTheSequencerAndFrontEndsTheOneThatIsLeft() {
        var placing = new Placing(5, 4);

        for (int slot = 1; slot <= 4; slot++) {
            assertThat(placing.host(NodeId.replica(slot))).isEqualTo(slot);
            assertThat(placing.host(NodeId.manager(slot))).isEqualTo(slot);
        }
        assertThat(placing.host(NodeId.SEQUENCER)).isEqualTo(5);
        assertThat(placing.host(NodeId.frontEnd(1))).isEqualTo(5);
        assertThat(placing.host(NodeId.frontEnd(2))).isEqualTo(5);
    }

    @Test
    void spreadsTheSequencerAndFrontEndsWhereMoreHostsAreLeft() {
        var placing = new Placing(6, 3);

        assertThat(placing.host(NodeId.SEQUENCER)).isEqualTo(4);
        assertThat(placing.host(NodeId.frontEnd(1))).isEqualTo(5);
        assertThat(placing.host(NodeId.frontEnd(2))).isEqualTo(6);
        assertThat(placing.host(NodeId.frontEnd(3))).isEqualTo(4);
    }

    @Test
    void beginsAgainAtTheFirstWhereHostsAreTooFew() {
        var placing = new Placing(3, 4);

        assertThat(placing.host(NodeId.replica(4))).isEqualTo(1);
        assertThat(placing.host(NodeId.SEQUENCER)).isEqualTo(2);
        assertThat(placing.host(NodeId.frontEnd(1))).isEqualTo(3);
        assertThat(new Placing(1, 4).host(NodeId.frontEnd(3))).isEqualTo(1);
    }

    @Test
    void startsANodeOnItsHostAndTellsOthersWhereThatIs() {
        var placing = new Placing(5, 4);

        assertThat(placing.address(NodeId.manager(3))).isEqualTo("198.18.77.3");
        assertThat(placing.on(NodeId.manager(3), ImmutableList.of("java", "Main")))
                .containsExactly("ip", "netns", "exec", "marquee-3", "java", "Main");
    }
}
