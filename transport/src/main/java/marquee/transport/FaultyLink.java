package marquee.transport;

import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;
import marquee.protocol.Chance;
import marquee.protocol.NodeId;
import marquee.protocol.wire.Bytes;

/// A sink that treats datagrams as [LinkFaults] say before it hands them to another one. The same
/// seed and the same datagrams at the same times fare alike. It knows the time only by [#advance],
/// which whoever runs it calls before sending and when [#nextDeadline] has come.
public final class FaultyLink implements DatagramSink {
    /// The longest that a reordered datagram is held back.
    public static final int REORDER_NANOS = 2_000_000;

    /// The most datagrams that are held back at a time; more are lost.
    public static final int HELD_MAX = 65_536;

    private static final int BITS_MAX = 8;

    private final DatagramSink out;
    private LinkFaults faults;
    private Chance chance;
    private final PriorityQueue<Held> held =
            new PriorityQueue<>(
                    Comparator.comparingLong(Held::due).thenComparingLong(Held::sequence));
    private long sequence;
    private long now;

    private record Held(long due, long sequence, NodeId to, Bytes datagram) {}

    /// Makes a sink in front of `out` whose chance is drawn from `seed`.
    public FaultyLink(DatagramSink out, LinkFaults faults, long seed) {
        this.out = out;
        this.faults = faults;
        this.chance = new Chance(seed);
    }

    /// Treats datagrams as `changed` say from now on, with chance drawn from `seed`. What is held
    /// back stays so until its time.
    public void change(LinkFaults changed, long seed) {
        faults = changed;
        chance = new Chance(seed);
    }

    @Override
    public void send(NodeId to, byte[] buffer, int length) {
        if (faults.equals(LinkFaults.NONE)) {
            out.send(to, buffer, length);
            return;
        }
        if (chance.happens(faults.dropPerMille())) {
            out.lost(to, buffer, length);
            return;
        }
        int copies = chance.happens(faults.duplicatePerMille()) ? 2 : 1;
        for (int copy = 0; copy < copies; copy++) {
            sendOne(to, buffer, length);
        }
    }

    @Override
    public void moved(NodeId node, int incarnation, NodeId host) {
        out.moved(node, incarnation, host);
    }

    /// Sets the time to `now`, in nanoseconds, and sends what was held back until then.
    public void advance(long now) {
        this.now = now;
        for (var next = held.peek(); next != null && next.due <= now; next = held.peek()) {
            held.remove();
            out.send(next.to, next.datagram.array(), next.datagram.length());
        }
    }

    /// When the next datagram is to be let go; [Long#MAX_VALUE] if none is held back.
    public long nextDeadline() {
        var next = held.peek();
        return next == null ? Long.MAX_VALUE : next.due;
    }

    private void sendOne(NodeId to, byte[] buffer, int length) {
        byte[] datagram = buffer;
        int size = length;
        if (chance.happens(faults.corruptPerMille()) && length > 0) {
            datagram = corrupt(buffer, length);
            size = datagram.length;
        }
        boolean late = chance.happens(faults.reorderPerMille());
        long hold = faults.delayNanos() + (late ? 1 + chance.below(REORDER_NANOS) : 0);
        if (hold == 0) {
            out.send(to, datagram, size);
        } else if (held.size() < HELD_MAX) {
            held.add(
                    new Held(
                            now + hold, sequence++, to, Bytes.wrap(Arrays.copyOf(datagram, size))));
        }
    }

    private byte[] corrupt(byte[] buffer, int length) {
        if (chance.below(4) == 0) {
            return Arrays.copyOf(buffer, chance.below(length));
        }
        byte[] datagram = Arrays.copyOf(buffer, length);
        int bits = 1 + chance.below(BITS_MAX);
        for (int i = 0; i < bits; i++) {
            datagram[chance.below(length)] ^= (byte) (1 << chance.below(Byte.SIZE));
        }
        return datagram;
    }
}
