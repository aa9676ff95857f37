package marquee.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Tags of a cluster without keys.
class SumTagsTest {
    private static final int BODY_BYTES = 100;
    private static final int KIND_AT = 17;
    private static final int KEYED = 0x8;

    private final SumTags tags = new SumTags();

    @Test
    void noFlippedBitIsTakenForTheTagOfANodeThatHasKeys() {
        var datagram = tagged();
        assertThat(fault(datagram)).isNull();

        for (int bit = 0; bit < Byte.SIZE * datagram.length; bit++) {
            datagram[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            assertThat(fault(datagram)).as("bit %s", bit).isEqualTo(NodeCount.BAD_TAG);
            datagram[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
        }
    }

    @Test
    void aKeyedTagIsTakenForOne() {
        var datagram = tagged();
        datagram[KIND_AT] |= KEYED;
        for (int i = 0; i < Header.TAG_SIZE; i++) {
            datagram[i] = (byte) (i + 1);
        }

        assertThat(fault(datagram)).isEqualTo(NodeCount.OTHER_TAGS);
    }

    private @Nullable NodeCount fault(byte[] datagram) {
        return tags.fault(datagram, datagram.length, 0);
    }

    private byte[] tagged() {
        var datagram = new byte[Header.SIZE + BODY_BYTES];
        new Header().write(datagram);
        var hash = new byte[DatagramTags.HASH_SIZE];
        tags.hashBody(datagram, datagram.length, hash);
        assertThat(tags.write(datagram, hash, 0, 0)).isTrue();
        return datagram;
    }
}
