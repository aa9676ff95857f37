package marquee.transport;

import com.google.common.primitives.Ints;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// Tags that find accidents: CRC-32C (RFC 3720, appendix B.4) of the header behind the tag and of
/// the CRC-32C of the body. The tag's other twelve bytes are zero.
final class SumTags implements DatagramTags {
    private static final int SUM_SIZE = Integer.BYTES;

    private final CRC32C crc = new CRC32C();
    private final byte[] sum = new byte[HASH_SIZE];

    @Override
    public boolean areKeyed() {
        return false;
    }

    @Override
    public void hashBody(byte[] datagram, int length, byte[] hash) {
        crc.reset();
        crc.update(datagram, Header.SIZE, length - Header.SIZE);
        put(hash, (int) crc.getValue());
    }

    @Override
    public boolean write(byte[] datagram, byte[] hash, int link, int incarnation) {
        put(datagram, of(datagram, hash));
        Arrays.fill(datagram, SUM_SIZE, Header.TAG_SIZE, (byte) 0);
        return true;
    }

    @Override
    public @Nullable NodeCount fault(byte[] datagram, int length, int link) {
        hashBody(datagram, length, sum);
        int told = Ints.fromBytes(datagram[0], datagram[1], datagram[2], datagram[3]);
        int rest = 0;
        for (int i = SUM_SIZE; i < Header.TAG_SIZE; i++) {
            rest |= datagram[i];
        }
        if (Header.isKeyed(datagram) && rest != 0) { // A damaged sum only says that it is keyed.
            return NodeCount.OTHER_TAGS;
        }
        return told == of(datagram, sum) && rest == 0 ? null : NodeCount.BAD_TAG;
    }

    private int of(byte[] datagram, byte[] hash) {
        crc.reset();
        crc.update(datagram, Header.TAG_SIZE, Header.SIZE - Header.TAG_SIZE);
        crc.update(hash, 0, SUM_SIZE);
        return (int) crc.getValue();
    }

    private static void put(byte[] target, int value) {
        target[0] = (byte) (value >>> 24);
        target[1] = (byte) (value >>> 16);
        target[2] = (byte) (value >>> 8);
        target[3] = (byte) value;
    }
}
