package marquee.launcher.simulated;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.LongStream;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.MembershipChange.Begun;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.Stamp;
import marquee.simulation.Surroundings;
import marquee.simulation.Trace;
import marquee.simulation.Violation;
import org.junit.jupiter.api.Test;

/// A replica where history is cut off, and an order whose first place is a mark.
class ReplicaMachineTest {
    private static final ReplicaId SELF = new ReplicaId(1, 0);

    private final Cluster cluster = new Cluster(Surroundings.of(1, Trace.hashing()), cutting());
    private final ReplicaMachine machine = cluster.replicas().make(SELF, "collections", gone -> {});

    @Test
    void aStateIsFetchedUpToAMark() {
        append(new Entry(1, Stamp.ZERO, new Entry.Mark(null)));
        var next = append(new Entry(2, Stamp.ZERO, new Begun(SELF)));

        assertThatNoException().isThrownBy(() -> machine.passed(next));
    }

    @Test
    void aGapUpToAnythingElseIsToldEvenWhereHistoryIsCutOff() {
        append(new Entry(1, Stamp.ZERO, new Entry.Mark(null)));
        append(new Entry(2, Stamp.ZERO, new Begun(SELF)));
        var next = append(new Entry(3, Stamp.ZERO, new Begun(SELF)));

        assertThatThrownBy(() -> machine.passed(next))
                .isInstanceOf(Violation.class)
                .hasMessage("I3: R1/0 executes 3 after 0");
    }

    private Entry append(Entry entry) {
        cluster.order().append(entry);
        return entry;
    }

    private static RunPlan cutting() {
        return LongStream.iterate(1, seed -> seed + 1)
                .mapToObj(Variation.NONE::of)
                .filter(plan -> plan.shape().cutting())
                .findFirst()
                .orElseThrow();
    }
}
