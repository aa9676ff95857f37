package marquee.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import marquee.protocol.NodeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A hundred numbered datagrams from one node to another, one a millisecond.
class SimulatedNetworkTest {
    private static final NodeId FROM = NodeId.SEQUENCER;
    private static final NodeId TO = NodeId.replica(1);
    private static final int COUNT = 100;
    private static final long MILLI = 1_000_000;

    private final Surroundings surroundings = Surroundings.of(3, Trace.hashing());
    private final List<Integer> arrived = new ArrayList<>();
    private final List<Boolean> damages = new ArrayList<>();
    private final List<byte[]> raw = new ArrayList<>();

    @Test
    void withoutFaultsEachDatagramArrivesOnceAndInOrder() {
        send(network(Strengths.NONE));

        assertThat(arrived).isEqualTo(IntStream.range(0, COUNT).boxed().toList());
    }

    @Test
    void lostDatagramsAreMissingAndTheOthersInOrder() {
        send(network(Strengths.NONE.with(Fault.LOSS, 300)));

        assertThat(arrived).hasSizeBetween(50, 90).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void aBurstTakesDatagramsThatFollowOneAnother() {
        send(network(Strengths.NONE.with(Fault.BURST_LOSS, 50)));

        assertThat(arrived).hasSizeLessThan(90).isSorted();
        assertThat(count("datagram lost in a burst")).isEqualTo(COUNT - arrived.size());
    }

    @Test
    void doubledDatagramsArriveTwice() {
        send(network(Strengths.NONE.with(Fault.DUPLICATION, 500)));

        assertThat(arrived).hasSizeGreaterThan(COUNT + 20);
        assertThat(arrived.stream().distinct()).hasSize(COUNT);
    }

    @Test
    void overtakenDatagramsArriveOutOfOrder() {
        send(network(Strengths.NONE.with(Fault.REORDERING, 300)));

        assertThat(arrived).hasSize(COUNT).isNotEqualTo(arrived.stream().sorted().toList());
    }

    @Test
    void replayedDatagramsAreOldOnes() {
        send(network(Strengths.NONE.with(Fault.REPLAY, 300)));

        assertThat(arrived).hasSizeGreaterThan(COUNT);
    }

    @ParameterizedTest
    @EnumSource(names = {"CORRUPTION", "TRUNCATION"})
    void damagedDatagramsDifferFromWhatWasSent(Fault fault) {
        send(network(Strengths.NONE.with(fault, Strengths.ALWAYS)));

        assertThat(raw).hasSize(COUNT);
        assertThat(damages).hasSize(COUNT).containsOnly(true);
        assertThat(IntStream.range(0, COUNT).boxed())
                .noneMatch(i -> Arrays.equals(raw.get(i), datagram(i.byteValue())));
    }

    @Test
    void aNarrowLinkDelaysAndThenLosesWhatIsTooMuch() {
        var network = network(Strengths.NONE.with(Fault.CAPACITY, Strengths.ALWAYS));
        for (int i = 0; i < COUNT; i++) {
            network.send(FROM, TO, new byte[1_400], 1_400);
        }
        surroundings.simulation().runUntil(1_000 * MILLI);

        assertThat(raw).hasSizeBetween(5, 20);
        assertThat(count("datagram lost on a narrow link")).isEqualTo(COUNT - raw.size());
    }

    @Test
    void aBlockedLinkCarriesNothingUntilItsTime() {
        var network = network(Strengths.NONE);
        network.block(FROM, TO, 50 * MILLI);

        send(network);

        assertThat(arrived).isEqualTo(IntStream.range(50, COUNT).boxed().toList());
        assertThat(count("link used again after a partition")).isEqualTo(1);
    }

    @Test
    void nothingPassesACutUntilItIsJoined() {
        var network = network(Strengths.NONE);
        network.cut((from, to) -> from.node().equals(FROM) && to.incarnation() == 0);
        surroundings.simulation().after(50 * MILLI, network::join);

        send(network);

        assertThat(arrived).isEqualTo(IntStream.range(50, COUNT).boxed().toList());
    }

    @Test
    void aCutSeparatesOneLifeOnly() {
        var network = network(Strengths.NONE);
        network.cut((from, to) -> to.incarnation() == 1);

        send(network);

        assertThat(arrived).hasSize(COUNT);
    }

    @Test
    void aCloggedLinkLosesNothingAndIsLate() {
        var network = network(Strengths.NONE);
        network.clog(FROM, TO, 50 * MILLI);

        surroundings.simulation().after(0, () -> network.send(FROM, TO, datagram((byte) 7), 20));
        surroundings.simulation().runUntil(50 * MILLI);
        assertThat(arrived).isEmpty();

        surroundings.simulation().runUntil(60 * MILLI);
        assertThat(arrived).containsExactly(7);
        assertThat(damages).containsExactly(false);
    }

    @Test
    void afterHealingNothingIsLostAnyMore() {
        var network = network(Strengths.NONE.with(Fault.LOSS, Strengths.ALWAYS));
        network.block(FROM, TO, Long.MAX_VALUE);
        network.heal();

        send(network);

        assertThat(arrived).hasSize(COUNT);
    }

    private SimulatedNetwork network(Strengths faults) {
        var network = new SimulatedNetwork(surroundings, ImmutableList.of(FROM, TO), faults);
        network.attach(
                TO,
                (from, datagram, damaged) -> {
                    assertThat(from).isEqualTo(FROM);
                    damages.add(damaged);
                    raw.add(datagram);
                    arrived.add(datagram.length == 0 ? -1 : (int) datagram[0]);
                });
        return network;
    }

    private void send(SimulatedNetwork network) {
        for (int i = 0; i < COUNT; i++) {
            byte number = (byte) i;
            surroundings
                    .simulation()
                    .after(i * MILLI, () -> network.send(FROM, TO, datagram(number), 20));
        }
        surroundings.simulation().runUntil(10_000 * MILLI);
    }

    private static byte[] datagram(byte number) {
        var bytes = new byte[20];
        Arrays.fill(bytes, number);
        return bytes;
    }

    private long count(String mark) {
        return surroundings.marks().counter(mark).count();
    }
}
