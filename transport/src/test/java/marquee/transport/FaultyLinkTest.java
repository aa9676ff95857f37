package marquee.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import marquee.protocol.NodeId;
import marquee.protocol.wire.Bytes;
import org.junit.jupiter.api.Test;

/// Ten thousand datagrams of 100 bytes, the number of each in its first two.
class FaultyLinkTest {
    private static final int COUNT = 10_000;
    private static final NodeId TO = NodeId.replica(1);

    private static List<Bytes> sent(LinkFaults faults, long seed) {
        var out = new ArrayList<Bytes>();
        var link =
                new FaultyLink(
                        (to, buffer, length) -> out.add(Bytes.wrap(Arrays.copyOf(buffer, length))),
                        faults,
                        seed);
        for (int number = 0; number < COUNT; number++) {
            link.advance(number * 10_000L);
            var datagram = datagram(number).array().clone();
            link.send(TO, datagram, datagram.length);
            Arrays.fill(datagram, (byte) -1); // The sender uses its buffer again.
        }
        link.advance(link.nextDeadline() == Long.MAX_VALUE ? 0 : Long.MAX_VALUE - 1);
        return out;
    }

    private static Bytes datagram(int number) {
        var datagram = new byte[100];
        datagram[0] = (byte) (number >>> 8);
        datagram[1] = (byte) number;
        return Bytes.wrap(datagram);
    }

    private static int number(Bytes datagram) {
        return datagram.at(0) << 8 | datagram.at(1);
    }

    @Test
    void aHealthyOneLeavesEverythingAsItIs() {
        var out = sent(LinkFaults.NONE, 1);

        assertThat(out).hasSize(COUNT);
        assertThat(out.get(4_711)).isEqualTo(datagram(4_711));
    }

    @Test
    void someAreDropped() {
        assertThat(sent(new LinkFaults(200, 0, 0, 0, 0), 1)).hasSizeBetween(7_800, 8_200);
    }

    @Test
    void someComeTwice() {
        assertThat(sent(new LinkFaults(0, 100, 0, 0, 0), 1)).hasSizeBetween(10_850, 11_150);
    }

    @Test
    void someAreOvertaken() {
        var out = sent(new LinkFaults(0, 0, 100, 0, 0), 1);

        assertThat(out).hasSize(COUNT);
        long overtaken = 0;
        for (int i = 1; i < COUNT; i++) {
            overtaken += number(out.get(i)) < number(out.get(i - 1)) ? 1 : 0;
        }
        assertThat(overtaken).isBetween(700L, 1_300L);
    }

    @Test
    void someAreDamaged() {
        var out = sent(new LinkFaults(0, 0, 0, 50, 0), 1);

        int damaged = 0;
        for (int i = 0; i < COUNT; i++) {
            damaged += out.get(i).equals(datagram(i)) ? 0 : 1;
        }
        assertThat(damaged).isBetween(400, 600);
    }

    @Test
    void allAreDelayed() {
        var out = new ArrayList<Integer>();
        var link =
                new FaultyLink(
                        (to, buffer, length) -> out.add(length),
                        new LinkFaults(0, 0, 0, 0, 500),
                        1);
        link.advance(1_000);
        link.send(TO, new byte[7], 7);

        link.advance(1_499);
        assertThat(out).isEmpty();
        assertThat(link.nextDeadline()).isEqualTo(1_500);
        link.advance(1_500);
        assertThat(out).containsExactly(7);
    }

    @Test
    void goesOnWithOtherFaultsOnceItIsTold() {
        var out = new ArrayList<Integer>();
        var link = new FaultyLink((to, buffer, length) -> out.add(length), LinkFaults.NONE, 1);
        link.send(TO, new byte[7], 7);
        link.change(new LinkFaults(1_000, 0, 0, 0, 0), 2);
        link.send(TO, new byte[8], 8);
        link.change(LinkFaults.NONE, 3);
        link.send(TO, new byte[9], 9);

        assertThat(out).containsExactly(7, 9);
    }

    @Test
    void theSameSeedDoesTheSame() {
        var faults = new LinkFaults(100, 100, 100, 100, 0);

        assertThat(sent(faults, 5)).isEqualTo(sent(faults, 5)).isNotEqualTo(sent(faults, 6));
    }
}
