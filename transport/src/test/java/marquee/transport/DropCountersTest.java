package marquee.transport;

import static marquee.transport.TestNetwork.MILLI;
import static marquee.transport.TestNetwork.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.function.Consumer;
import marquee.protocol.Effect;
import marquee.protocol.NodeId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A node A, connected with B, is given datagrams that B might have sent, each with one thing
/// wrong. Every drop counts once, under its own reason, and reaches nobody.
class DropCountersTest {
    private static final NodeId A = NodeId.SEQUENCER;
    private static final NodeId B = NodeId.replica(1);
    private static final NodeId C = NodeId.replica(2);
    private static final long BOOT = 3;

    private final TestNetwork net = new TestNetwork();
    private final DatagramTags tags = new SumTags();
    private final TestNetwork.Station a = net.start(A, BOOT, B, C);

    @BeforeEach
    void connect() {
        net.start(B, BOOT, A);
        net.run(SECOND);
    }

    /// The datagram that B would send next, with a message, changed by `change`.
    private byte[] datagram(Consumer<Header> change) {
        var body = new Body(LinkLimits.DEFAULT.sizes().datagramBytes());
        body.addWhole(new byte[Long.BYTES], Long.BYTES);
        return datagram(body, change);
    }

    private byte[] datagram(Body body, Consumer<Header> change) {
        var header = new Header();
        header.kind = Header.DATA;
        header.cluster = Long.hashCode(7);
        header.sender = B.wire();
        header.receiver = A.wire();
        header.senderBoot = BOOT;
        header.receiverBoot = BOOT;
        header.packet = 500;
        header.number = 1;
        header.credit = 100;
        change.accept(header);
        header.write(body.datagram);
        tags.write(body.datagram, body.seal(tags), 0, 0);
        return Arrays.copyOf(body.datagram, body.length);
    }

    private void receive(byte[] datagram) {
        a.node.receive(net.now, datagram, datagram.length);
    }

    private void assertDropped(NodeCount reason, byte[] datagram) {
        receive(datagram);

        for (var count : NodeCount.values()) {
            assertThat(a.node.counters().of(count)).isEqualTo(count == reason ? 1 : 0);
        }
        assertThat(a.role.received).isEmpty();
    }

    private void assertDropped(LinkCount reason, byte[] datagram) {
        var before = a.count(B, reason);
        receive(datagram);

        assertThat(a.count(B, reason) - before).isEqualTo(1);
        assertThat(a.role.received).isEmpty();
    }

    @Test
    void theUnchangedDatagramIsTaken() {
        receive(datagram(header -> {}));

        assertThat(a.role.numbers()).containsExactly(0L);
    }

    @Test
    void tooShort() {
        assertDropped(NodeCount.MALFORMED, new byte[Header.SIZE - 1]);
    }

    @Test
    void tooLong() {
        assertDropped(NodeCount.MALFORMED, new byte[1_433]);
    }

    @Test
    void ofAnotherVersion() {
        var datagram = datagram(header -> {});
        datagram[17] = 0x21;
        var body = new Body(1_432);
        body.copy(datagram, datagram.length);
        tags.write(datagram, body.seal(tags), 0, 0);

        assertDropped(NodeCount.MALFORMED, datagram);
    }

    @Test
    void aWrongTag() {
        var datagram = datagram(header -> {});
        datagram[0] ^= 1;

        assertDropped(NodeCount.BAD_TAG, datagram);
    }

    @Test
    void aTagWithSomethingBehindIt() {
        var datagram = datagram(header -> {});
        datagram[15] = 1;

        assertDropped(NodeCount.BAD_TAG, datagram);
    }

    @Test
    void aChangedBody() {
        var datagram = datagram(header -> {});
        datagram[datagram.length - 1] ^= 1;

        assertDropped(NodeCount.BAD_TAG, datagram);
    }

    @Test
    void ofAnotherCluster() {
        assertDropped(NodeCount.FOREIGN, datagram(header -> header.cluster = 8));
    }

    @Test
    void forAnotherNode() {
        assertDropped(NodeCount.MISDIRECTED, datagram(header -> header.receiver = B.wire()));
    }

    @Test
    void ofNoPeer() {
        assertDropped(NodeCount.UNKNOWN_SENDER, datagram(header -> header.sender = 0x1007));
    }

    @Test
    void aRepeatedPacketNumber() {
        receive(datagram(header -> header.number = 3));

        assertDropped(LinkCount.REPLAYED, datagram(header -> {}));
    }

    @Test
    void anEarlierLife() {
        assertDropped(LinkCount.WRONG_LIFE, datagram(header -> header.senderBoot = BOOT - 1));
    }

    @Test
    void meantForAnEarlierLife() {
        assertDropped(LinkCount.WRONG_LIFE, datagram(header -> header.receiverBoot = BOOT - 1));
    }

    @Test
    void dataOfALaterLifeThatHasNotIntroducedItself() {
        assertDropped(LinkCount.NOT_CONNECTED, datagram(header -> header.senderBoot = BOOT + 1));
    }

    @Test
    void dataOfANodeThatIsNotConnected() {
        receive(datagram(header -> header.sender = C.wire()));

        assertThat(a.count(C, LinkCount.NOT_CONNECTED)).isEqualTo(1);
        assertThat(a.role.received).isEmpty();
    }

    @Test
    void aNumberThatHasComeBefore() {
        assertDropped(LinkCount.DUPLICATES, datagram(header -> header.number = 0));
    }

    @Test
    void aNumberBeyondTheWindow() {
        assertDropped(LinkCount.BEYOND_WINDOW, datagram(header -> header.number = 257));
    }

    @Test
    void anAcknowledgementOfWhatWasNeverSentIsIgnoredButTheMessageTaken() {
        receive(datagram(header -> header.ack = 1));

        assertThat(a.count(B, LinkCount.BAD_ACKS)).isEqualTo(1);
        assertThat(a.role.numbers()).containsExactly(0L);
    }

    @Test
    void framesWithoutSense() {
        var body = new Body(1_432);
        body.addWhole(new byte[9], 9);
        body.length--;

        assertDropped(LinkCount.MALFORMED, datagram(body, header -> {}));
    }

    @Test
    void aMessageOfAnotherFamily() {
        var body = new Body(1_432);
        body.addWhole(new byte[] {-1, 0, 0, 0, 0, 0, 0, 0}, Long.BYTES);

        assertDropped(LinkCount.UNREADABLE, datagram(body, header -> {}));
    }

    @Test
    void messagesForNobody() {
        a.send(C, TestMessage.of(1, 10));
        a.send(NodeId.replica(9), TestMessage.of(1, 10));
        var both = ImmutableList.of(C, NodeId.replica(9));
        a.node.submit(net.now, new Effect.Multicast(both, TestMessage.of(1, 10)));
        net.run(10 * MILLI);

        assertThat(a.count(C, LinkCount.UNSENT)).isEqualTo(2);
        assertThat(a.node.counters().of(NodeCount.UNKNOWN_RECEIVER)).isEqualTo(2);
    }
}
