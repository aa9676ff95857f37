package marquee.protocol.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import java.time.LocalDate;
import marquee.protocol.NodeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
    @ParameterizedTest
    @ValueSource(strings = {"sequencer", "frontend-1", "frontend-12", "R1", "R64", "RM999"})
    void aNodeIsWrittenAsItIsRead(String name) {
        var node = NodeId.parse(name);

        assertThat(node).hasToString(name);
        assertThat(NodeId.ofWire(node == null ? 0 : node.wire())).isEqualTo(node);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "r1", "R0", "R01", "frontend", "frontend-0", "sequencer-1", "R1000"})
    void otherNamesAreNoNodes(String name) {
        assertThat(NodeId.parse(name)).isNull();
    }

    @Test
    void noNodeHasAWireFormOutsideTheKinds() {
        assertThat(NodeId.ofWire(0)).isNull();
        assertThat(NodeId.ofWire(0xffff)).isNull();
    }

    @Test
    void everyNodeOfTheWireHasANameOfItsOwn() {
        for (int wire = 0; wire <= 0xffff; wire++) {
            var node = NodeId.ofWire(wire);

            assertThat(node).isEqualTo(node == null ? null : NodeId.parse(node.toString()));
        }
        assertThat(NodeId.ofWire(NodeId.SEQUENCER.wire() + 1)).isNull();
        assertThat(NodeId.ofWire(NodeId.replica(999).wire() + 1)).isNull();
    }

    @Test
    void aViewHasItsMembersActiveAndNobodyElse() {
        var only = new ReplicaId(1, 0);
        var member = new View.Member(only, View.State.ACTIVE);
        var view = new View(View.INITIAL, ImmutableList.of(member));

        assertThat(view.isActive(only)).isTrue();
        assertThat(view.isActive(new ReplicaId(1, 1))).isFalse();
        assertThat(view.isActive(new ReplicaId(2, 0))).isFalse();
        assertThat(view.isActive(new ReplicaId(0, 0))).isFalse();
    }

    @Test
    void aGroupIsLargeEnoughForWhatItTolerates() {
        assertThat(Group.BOTH.quorum()).isEqualTo(2);
        assertThatThrownBy(() -> new Group(3, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(new Group(7, 2, 2).quorum()).isEqualTo(3);
    }

    @Test
    void businessDatesAreOfTheYears1970To2099() {
        var first = LocalDate.EPOCH;
        assertThat(Stamp.LAST_DATE).isEqualTo(LocalDate.of(2099, 12, 31));
        assertThat(Stamp.isBusinessDate(first)).isTrue();
        assertThat(Stamp.isBusinessDate(first.minusDays(1))).isFalse();
        assertThat(Stamp.isBusinessDate(Stamp.LAST_DATE)).isTrue();
        assertThat(Stamp.isBusinessDate(Stamp.LAST_DATE.plusDays(1))).isFalse();
    }
}
