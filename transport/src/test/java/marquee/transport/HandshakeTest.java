package marquee.transport;

import static marquee.transport.TestNetwork.MILLI;
import static marquee.transport.TestNetwork.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import org.junit.jupiter.api.Test;

/// How two nodes find one another, and notice that one of them was replaced or is gone.
class HandshakeTest {
    private static final NodeId A = NodeId.SEQUENCER;
    private static final NodeId B = NodeId.replica(1);

    private final TestNetwork net = new TestNetwork();

    @Test
    void theSecondToStartIsConnectedWithinOneRepeatOfTheFirstOnesHello() {
        var a = net.start(A, 5, B);
        net.run(20 * SECOND);

        var b = net.start(B, 6, A);
        net.run(MILLI);

        assertThat(a.role.connected).containsExactly(new Peer(B, 0, 6));
        assertThat(b.role.connected).containsExactly(new Peer(A, 0, 5));
        assertThat(a.node.isConnected(B)).isTrue();
    }

    @Test
    void hellosBackOffToTwoASecond() {
        net.start(A, 1, B);
        net.run(10 * SECOND);
        net.sent.clear();

        net.run(10 * SECOND);

        assertThat(net.sent).hasSizeBetween(15, 20);
    }

    @Test
    void anIdlePairIsQuietAndStaysConnected() {
        var a = net.start(A, 1, B);
        net.start(B, 1, A);
        net.run(SECOND);
        net.sent.clear();

        net.run(10 * SECOND);

        assertThat(net.sent).hasSizeLessThanOrEqualTo(42);
        assertThat(a.role.disconnected).isEmpty();
    }

    @Test
    void aPeersLaterLifeIsConnectedAnewAndGetsNothingOfWhatTheEarlierOneWasSent() {
        var a = net.start(A, 1, B);
        net.start(B, 1, A);
        net.run(SECOND);
        net.stop(B);
        a.send(B, TestMessage.of(1, 10));
        a.flush();

        var b = net.start(B, 2, A);
        net.run(10 * MILLI);
        a.send(B, TestMessage.of(2, 10));
        a.flush();
        net.run(10 * MILLI);

        assertThat(a.role.connected).containsExactly(new Peer(B, 0, 1), new Peer(B, 0, 2));
        assertThat(a.role.disconnected).containsExactly(new Peer(B, 0, 1));
        assertThat(b.role.numbers()).containsExactly(2L);
    }

    @Test
    void bothStartAgainAtOnce() {
        net.start(A, 1, B);
        net.start(B, 1, A);
        net.run(SECOND);

        var a = net.start(A, 2, B);
        var b = net.start(B, 2, A);
        net.run(20 * MILLI);
        a.send(B, TestMessage.of(1, 10));
        b.send(A, TestMessage.of(2, 10));
        net.run(20 * MILLI);

        assertThat(b.role.numbers()).containsExactly(1L);
        assertThat(a.role.numbers()).containsExactly(2L);
    }

    @Test
    void anEarlierLifeIsNotHeard() {
        var a = net.start(A, 1, B);
        var zombie = net.start(B, 1, A);
        net.run(SECOND);
        net.start(B, 2, A);
        net.run(10 * MILLI);
        zombie.send(A, TestMessage.of(1, 10));
        zombie.flush();

        net.run(10 * MILLI);

        assertThat(a.role.received).isEmpty();
        assertThat(a.role.connected).hasSize(2);
        assertThat(a.count(B, LinkCount.WRONG_LIFE)).isEqualTo(1);
    }

    @Test
    void aLifeThatWasReplacedIsNotHeardThoughItsSuccessorIsNotThereYet() {
        var a = net.start(A, 1, B);
        var zombie = net.start(B, 1, A);
        net.run(SECOND);

        a.expect(B, 1);
        zombie.send(A, TestMessage.of(1, 10));
        zombie.flush();
        net.run(SECOND);

        assertThat(a.role.disconnected).containsExactly(new Peer(B, 0, 1));
        assertThat(a.role.received).isEmpty();
        assertThat(a.count(B, LinkCount.FENCED)).isPositive();
        net.stop(B);
        var next = net.startIncarnation(B, 1, 9, A);
        net.run(SECOND);
        assertThat(a.role.connected).containsExactly(new Peer(B, 0, 1), new Peer(B, 1, 9));
        assertThat(next.role.connected).hasSize(1);
    }

    @Test
    void aSilentPeerIsGivenUpAfterThePatienceAndFoundAgain() {
        var a = net.start(A, 1, B);
        var b = net.start(B, 1, A);
        net.run(SECOND);

        net.passes = flight -> false;
        net.run(2_400 * MILLI);
        assertThat(a.role.disconnected).isEmpty();
        net.run(700 * MILLI);
        assertThat(a.role.disconnected).containsExactly(new Peer(B, 0, 1));
        net.passes = flight -> true;
        net.run(SECOND);

        assertThat(a.role.connected).hasSize(2);
        assertThat(b.role.connected).hasSize(2);
    }

    @Test
    void whenOneWayFailsBothBeginAnewAndNothingOldIsDelivered() {
        var a = net.start(A, 1, B);
        var b = net.start(B, 1, A);
        net.run(SECOND);

        net.passes = flight -> flight.from().equals(A);
        b.send(A, TestMessage.of(1, 10));
        net.run(4 * SECOND);
        net.passes = flight -> true;
        net.run(SECOND);
        b.send(A, TestMessage.of(2, 10));
        a.send(B, TestMessage.of(3, 10));
        net.run(10 * MILLI);

        assertThat(a.role.numbers()).containsExactly(2L);
        assertThat(b.role.numbers()).containsExactly(3L);
        assertThat(b.role.connected).hasSize(2);
    }

    @Test
    void aFullSendQueueResetsTheLinkAtBothEnds() {
        net.limits = LinkLimits.TINY;
        var a = net.start(A, 1, B);
        var b = net.start(B, 1, A);
        net.run(SECOND);
        int queued = LinkLimits.TINY.sizes().sendQueueBytes() / 60;

        for (int number = 0; number < queued; number++) {
            a.send(B, TestMessage.of(number, 50));
        }
        assertThat(a.count(B, LinkCount.QUEUE_FULL)).isEqualTo(1);
        assertThat(a.role.disconnected).hasSize(1);
        net.run(SECOND);
        a.send(B, TestMessage.of(7, 10));
        net.run(10 * MILLI);

        assertThat(a.role.connected).hasSize(2);
        assertThat(b.role.connected).hasSize(2);
        assertThat(b.role.numbers()).containsExactly(7L);
    }

    @Test
    void repeatedHellosOfTheSameStreamChangeNothing() {
        var a = net.start(A, 1, B);
        net.start(B, 1, A);
        net.run(SECOND);
        var hello = net.sentBy(B).getFirst().datagram();

        a.node.receive(net.now, hello.array(), hello.length());

        assertThat(a.role.disconnected).isEmpty();
        assertThat(a.count(B, LinkCount.REPLAYED)).isEqualTo(1);
    }
}
