package marquee.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import marquee.protocol.NodeId;
import marquee.simulation.Onlooker.Fate;
import marquee.simulation.Onlooker.Passage;
import org.junit.jupiter.api.Test;

/// Fifty datagrams that somebody looks on at.
class OnlookerTest {
    private static final NodeId FROM = NodeId.SEQUENCER;
    private static final NodeId TO = NodeId.replica(1);
    private static final int COUNT = 50;

    private final List<Passage> seen = new ArrayList<>();
    private final List<Long> arrivals = new ArrayList<>();

    @Test
    void whatArrivesIsSeenWithTheTimeAtWhichItDoes() {
        send(Strengths.NONE, shown());

        assertThat(seen).hasSize(COUNT);
        assertThat(seen).extracting(Passage::fate).containsOnly(Fate.ARRIVES);
        assertThat(seen).extracting(Passage::arrivesAt).isEqualTo(arrivals);
    }

    @Test
    void whatIsLostIsSeenToBeLost() {
        send(Strengths.NONE.with(Fault.LOSS, Strengths.ALWAYS), shown());

        assertThat(seen).hasSize(COUNT);
        assertThat(seen).extracting(Passage::fate).containsOnly(Fate.LOST);
        assertThat(arrivals).isEmpty();
    }

    @Test
    void aCopyIsSeenToBeOne() {
        send(Strengths.NONE.with(Fault.DUPLICATION, Strengths.ALWAYS), shown());

        assertThat(seen).extracting(Passage::fate).containsOnly(Fate.ARRIVES, Fate.DOUBLED);
        assertThat(seen).hasSize(2 * COUNT);
    }

    @Test
    void whatIsDamagedIsSeenAsItWasSent() {
        send(Strengths.NONE.with(Fault.CORRUPTION, Strengths.ALWAYS), shown());

        assertThat(seen).extracting(Passage::fate).containsOnly(Fate.DAMAGED);
        assertThat(seen.getFirst().datagram().array()).isEqualTo(new byte[20]);
    }

    @Test
    void theHashIsTheSameWhetherSomebodyLooksOnOrNot() {
        var faults = Strengths.NONE.with(Fault.LOSS, 300).with(Fault.DELAY, 300);

        assertThat(send(faults, shown())).isEqualTo(send(faults, Trace.hashing()));
    }

    private Trace shown() {
        return Trace.shown(
                new Onlooker() {
                    @Override
                    public void passes(Passage passage) {
                        seen.add(passage);
                    }
                });
    }

    private String send(Strengths faults, Trace trace) {
        var surroundings = Surroundings.of(3, trace);
        var simulation = surroundings.simulation();
        var network = new SimulatedNetwork(surroundings, ImmutableList.of(FROM, TO), faults);
        network.attach(
                TO,
                (from, _, _) -> {
                    trace.fact(simulation.now(), TO, "hears", from, 0);
                    arrivals.add(simulation.now());
                });
        for (int i = 0; i < COUNT; i++) {
            simulation.after(i * 1_000_000L, () -> network.send(FROM, TO, new byte[20], 20));
        }
        simulation.runUntil(60_000_000_000L);
        return trace.hash();
    }
}
