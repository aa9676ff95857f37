package marquee.transport;

import static marquee.transport.TestNetwork.MILLI;
import static marquee.transport.TestNetwork.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Whole nodes with keys: who can speak for whom, and what old datagrams are worth. Rules P35, P44
/// and P45, invariant I16.
class KeyedLinksTest {
    private static final NodeId A = NodeId.SEQUENCER;
    private static final NodeId B = NodeId.replica(1);
    private static final NodeId C = NodeId.replica(2);

    private final ClusterSecret secret = new ClusterSecret(new byte[ClusterSecret.SIZE]);
    private final TestNetwork net = new TestNetwork();
    private final Set<NodeId> unkeyed = new HashSet<>();

    @BeforeEach
    void handOutKeys() {
        net.keys = this::keys;
    }

    private LinkKeys keys(Peer self) {
        return unkeyed.contains(self.id())
                ? LinkKeys.NONE
                : secret.keysOf(self.id(), self.incarnation());
    }

    private static void receive(TestNetwork.Station station, long now, byte[] datagram) {
        station.node.receive(now, datagram, datagram.length);
    }

    /// What `liar` can make of its own keys, as if it came from B.
    private static byte[] forged(LinkKeys liar, Consumer<Header> change) {
        var body = new Body(LinkLimits.DEFAULT.sizes().datagramBytes());
        body.addWhole(new byte[Long.BYTES], Long.BYTES);
        var header = new Header();
        header.kind = Header.DATA;
        header.keyed = true;
        header.cluster = Long.hashCode(7);
        header.sender = B.wire();
        header.receiver = A.wire();
        header.senderBoot = 1;
        header.receiverBoot = 1;
        header.packet = 500;
        header.number = 1;
        header.credit = 100;
        change.accept(header);
        header.write(body.datagram);
        var tags = new KeyedTags(liar, ImmutableList.of(A));
        tags.write(body.datagram, body.seal(tags), 0, 0);
        return Arrays.copyOf(body.datagram, body.length);
    }

    @Test
    void nodesWithKeysTalk() {
        var a = net.start(A, 1, B);
        var b = net.start(B, 1, A);
        net.run(SECOND);
        a.send(B, TestMessage.of(1, 10));
        b.send(A, TestMessage.of(2, 5_000));
        net.run(100 * MILLI);

        assertThat(b.role.numbers()).containsExactly(1L);
        assertThat(a.role.numbers()).containsExactly(2L);
        assertThat(a.node.counters().of(NodeCount.BAD_TAG)).isZero();
    }

    @Test
    void aLiarWithItsOwnKeysCannotSpeakForAnotherSlot() {
        var a = net.start(A, 1, B, C);
        net.start(B, 1, A);
        net.start(C, 1, A);
        net.run(SECOND);

        receive(a, net.now, forged(secret.keysOf(C, 0), header -> {}));
        assertThat(a.node.counters().of(NodeCount.BAD_TAG)).isEqualTo(1);
        assertThat(a.role.received).isEmpty();
        receive(a, net.now, forged(secret.keysOf(B, 0), header -> {}));
        assertThat(a.role.numbers()).containsExactly(0L);
    }

    @Test
    void anOldIncarnationCannotSpeakForTheNextOne() {
        var a = net.start(A, 1, B);
        net.start(B, 1, A);
        net.run(SECOND);
        net.stop(B);
        a.expect(B, 1);
        net.startIncarnation(B, 1, 2, A);
        net.run(SECOND);

        var lives = secret.keysOf(B, 0);
        receive(a, net.now, forged(lives, header -> header.senderIncarnation = 1));
        assertThat(a.node.counters().of(NodeCount.BAD_TAG)).isEqualTo(1);
        receive(a, net.now, forged(lives, header -> {}));
        assertThat(a.count(B, LinkCount.FENCED)).isEqualTo(1);
        assertThat(a.role.received).isEmpty();
    }

    @Test
    void recordedDatagramsHaveNoEffectWhenTheyComeAgain() {
        var a = net.start(A, 1, B);
        var b = net.start(B, 1, A);
        net.run(SECOND);
        b.send(A, TestMessage.of(1, 10));
        b.send(A, TestMessage.of(2, 10));
        net.run(100 * MILLI);
        var recorded = net.sentBy(B);
        a.role.received.clear();
        long received = a.count(B, LinkCount.RECEIVED);
        recorded.forEach(flight -> receive(a, net.now, flight.datagram().array()));

        assertThat(a.count(B, LinkCount.REPLAYED)).isEqualTo(recorded.size());
        assertThat(a.count(B, LinkCount.RECEIVED)).isEqualTo(received);
        assertThat(a.role.received).isEmpty();
    }

    @Test
    void datagramsRecordedBeforeARestartBringNothingBack() {
        net.start(A, 1, B);
        var b = net.start(B, 1, A);
        net.run(SECOND);
        b.send(A, TestMessage.of(1, 10));
        net.run(100 * MILLI);
        var recorded = net.sentBy(B);
        net.stop(A);
        net.stop(B);
        var a = net.start(A, 2, B);
        recorded.forEach(flight -> receive(a, net.now, flight.datagram().array()));

        assertThat(a.node.isConnected(B)).isFalse();
        assertThat(a.role.received).isEmpty();
    }

    @Test
    void aNodeWithoutKeysIsRefusedAndRefuses() {
        unkeyed.add(B);
        var a = net.start(A, 1, B);
        var b = net.start(B, 1, A);
        net.run(SECOND);

        assertThat(a.node.isConnected(B)).isFalse();
        assertThat(b.node.isConnected(A)).isFalse();
        assertThat(a.node.counters().of(NodeCount.OTHER_TAGS)).isPositive();
        assertThat(b.node.counters().of(NodeCount.OTHER_TAGS)).isPositive();
    }

    @Test
    void whoMissesAReplacementIsFoundByTheNewIncarnation() {
        net.startIncarnation(B, 3, 1, A);
        var a = net.start(A, 1, B);
        net.run(SECOND);

        assertThat(a.node.isConnected(B)).isTrue();
    }

    @Test
    void aTagIsCheckedBeforeAnythingIsParsed() {
        var a = net.start(A, 1, B);
        net.start(B, 1, A);
        net.run(SECOND);
        var nonsense = forged(secret.keysOf(C, 0), header -> header.cluster = 99);
        nonsense[17] = 0x2f; // Of another version and kind, and keyed.
        receive(a, net.now, nonsense);

        assertThat(a.node.counters().of(NodeCount.BAD_TAG)).isEqualTo(1);
        assertThat(a.node.counters().of(NodeCount.MALFORMED)).isZero();
        assertThat(a.node.counters().of(NodeCount.FOREIGN)).isZero();
    }
}
