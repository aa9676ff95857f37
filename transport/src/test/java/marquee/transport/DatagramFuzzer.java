package marquee.transport;

import java.util.Arrays;
import java.util.List;
import marquee.protocol.Chance;
import marquee.protocol.wire.Bytes;

/// Makes datagrams that nobody should send: random bytes, and real datagrams with bits turned over,
/// bytes replaced, frames rewritten, the end cut off or something added. Half of them get the tag
/// and a packet number that let them pass the door. The same seed makes the same datagrams.
final class DatagramFuzzer {
    private static final int PACKET_AT = 48;
    private static final int SENDER_AT = 24;
    private static final int CHANGES_MAX = 6;
    private static final int[] EDGES = {0, 1, 0x7f, 0x80, 0xff};

    private final List<Bytes> real;
    private final int datagramBytes;
    private final Chance chance;
    private final DatagramTags tags = new SumTags();
    private long packet;

    /// Makes a fuzzer that begins with `real` datagrams, and makes none much longer than
    /// `datagramBytes`.
    DatagramFuzzer(List<Bytes> real, int datagramBytes, long seed) {
        this.real = real;
        this.datagramBytes = datagramBytes;
        this.chance = new Chance(seed);
        this.packet = 1_000_000;
    }

    /// The next datagram, which never names another sender than those of the real ones.
    byte[] next() {
        if (chance.below(10) == 0) {
            return random(new byte[chance.below(datagramBytes + 10)], 0);
        }
        var template = real.get(chance.below(real.size())).array();
        var datagram = resize(template);
        int changes = 1 + chance.below(CHANGES_MAX);
        for (int i = 0; i < changes && datagram.length > 0; i++) {
            change(datagram);
        }
        if (datagram.length >= Header.SIZE) {
            System.arraycopy(template, SENDER_AT, datagram, SENDER_AT, Short.BYTES);
            if (chance.below(2) == 0) {
                seal(datagram);
            }
        }
        return datagram;
    }

    private byte[] resize(byte[] template) {
        return switch (chance.below(4)) {
            case 0 -> Arrays.copyOf(template, chance.below(template.length + 1));
            case 1 -> random(Arrays.copyOf(template, longer(template)), template.length);
            default -> template.clone();
        };
    }

    private int longer(byte[] template) {
        return template.length + chance.below(Math.max(1, datagramBytes + 10 - template.length));
    }

    private byte[] random(byte[] datagram, int from) {
        for (int i = from; i < datagram.length; i++) {
            datagram[i] = (byte) chance.next();
        }
        return datagram;
    }

    private void change(byte[] datagram) {
        // The first bytes of header and body decide the most.
        int range = chance.below(3) == 0 ? datagram.length : Header.SIZE + Body.FRAGMENT_OVERHEAD;
        int at = chance.below(Math.min(range, datagram.length));
        switch (chance.below(3)) {
            case 0 -> datagram[at] ^= (byte) (1 << chance.below(Byte.SIZE));
            case 1 -> datagram[at] = (byte) EDGES[chance.below(EDGES.length)];
            default -> datagram[at] = (byte) chance.next();
        }
    }

    private void seal(byte[] datagram) {
        if (chance.below(4) != 0) {
            packet++;
            for (int i = 0; i < Long.BYTES; i++) {
                datagram[PACKET_AT + i] = (byte) (packet >>> (56 - 8 * i));
            }
        }
        var hash = new byte[DatagramTags.HASH_SIZE];
        tags.hashBody(datagram, datagram.length, hash);
        tags.write(datagram, hash, 0, 0);
    }
}
