package marquee.transport;

import java.util.Arrays;
import java.util.zip.CRC32C;

/// The tag of a datagram: CRC-32C (RFC 3720, appendix B.4) of the header behind the tag and of the
/// CRC-32C of the body. So a body is summed once, however many receivers it has. The tag's other
/// twelve bytes are zero until links have keys. Rule P44.
final class DatagramTag {
    private static final int SUM_SIZE = Integer.BYTES;

    private final CRC32C crc = new CRC32C();
    private final byte[] sum = new byte[SUM_SIZE];

    /// The sum of the body of `datagram`, which ends at `length`.
    int ofBody(byte[] datagram, int length) {
        if (length == Header.SIZE) {
            return 0;
        }
        crc.reset();
        crc.update(datagram, Header.SIZE, length - Header.SIZE);
        return (int) crc.getValue();
    }

    /// Writes the tag of `datagram`, whose header is written and whose body has the sum `body`.
    void write(byte[] datagram, int body) {
        int tag = of(datagram, body);
        put(datagram, tag);
        Arrays.fill(datagram, SUM_SIZE, Header.TAG_SIZE, (byte) 0);
    }

    /// Whether the first `length` bytes of `datagram` carry the tag they should.
    boolean isRight(byte[] datagram, int length) {
        int tag = of(datagram, ofBody(datagram, length));
        boolean right = true;
        for (int i = 0; i < SUM_SIZE; i++) {
            right &= datagram[i] == (byte) (tag >>> (24 - 8 * i));
        }
        for (int i = SUM_SIZE; i < Header.TAG_SIZE; i++) {
            right &= datagram[i] == 0;
        }
        return right;
    }

    private int of(byte[] datagram, int body) {
        put(sum, body);
        crc.reset();
        crc.update(datagram, Header.TAG_SIZE, Header.SIZE - Header.TAG_SIZE);
        crc.update(sum, 0, SUM_SIZE);
        return (int) crc.getValue();
    }

    private static void put(byte[] target, int value) {
        target[0] = (byte) (value >>> 24);
        target[1] = (byte) (value >>> 16);
        target[2] = (byte) (value >>> 8);
        target[3] = (byte) value;
    }
}
