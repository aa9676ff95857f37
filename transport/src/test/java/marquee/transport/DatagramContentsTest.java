package marquee.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import marquee.protocol.wire.Bytes;
import marquee.transport.DatagramContents.Frame;
import org.junit.jupiter.api.Test;

/// What can be read of a datagram by whoever looks on.
class DatagramContentsTest {
    @Test
    void messagesAndFragmentsAreToldApart() {
        byte[] datagram = datagram(0, 2, 7, 8, 0x80, 1, 0, 0, 0, 9, 0, 3, 0, 5, 6);

        assertThat(DatagramContents.of(datagram))
                .isEqualTo(
                        new DatagramContents(
                                3,
                                false,
                                11,
                                ImmutableList.of(
                                        new Frame(Bytes.wrap((byte) 7, (byte) 8), 0, 1),
                                        new Frame(Bytes.wrap((byte) 6), 3, 5))));
    }

    @Test
    void whatIsCutOffInAFrameEndsBeforeIt() {
        byte[] whole = datagram(0, 1, 7, 0, 2, 8, 9);

        var contents = DatagramContents.of(Arrays.copyOf(whole, whole.length - 1));

        assertThat(contents).isNotNull();
        assertThat(contents.frames()).containsExactly(new Frame(Bytes.wrap((byte) 7), 0, 1));
    }

    @Test
    void whatIsNoDatagramHasNoContents() {
        byte[] other = datagram();
        other[16] ^= 1;

        assertThat(DatagramContents.of(new byte[Header.SIZE - 1])).isNull();
        assertThat(DatagramContents.of(other)).isNull();
    }

    private static byte[] datagram(int... body) {
        var header = new Header();
        header.kind = Header.DATA;
        header.senderIncarnation = 3;
        header.senderBoot = 1;
        header.number = 11;
        byte[] datagram = new byte[Header.SIZE + body.length];
        header.write(datagram);
        for (int i = 0; i < body.length; i++) {
            datagram[Header.SIZE + i] = (byte) body[i];
        }
        return datagram;
    }
}
