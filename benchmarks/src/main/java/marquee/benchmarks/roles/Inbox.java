package marquee.benchmarks.roles;

import java.util.Arrays;
import marquee.protocol.Peer;
import marquee.protocol.wire.WireReader;
import marquee.protocol.wire.WireWriter;

/// Messages in their binary form, in the order in which they came.
final class Inbox {
    private static final int FIRST = 1024;

    private byte[] bytes = new byte[FIRST];
    private int[] ends = new int[FIRST];
    private Peer[] senders = new Peer[FIRST];
    private int count;

    void add(Peer from, WireWriter message) {
        int start = start(count);
        int end = start + message.length();
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, 2 * count);
            senders = Arrays.copyOf(senders, 2 * count);
        }
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * end);
        }
        System.arraycopy(message.buffer(), 0, bytes, start, message.length());
        ends[count] = end;
        senders[count++] = from;
    }

    int count() {
        return count;
    }

    Peer sender(int index) {
        return senders[index];
    }

    WireReader message(int index, WireReader reader) {
        return reader.reset(bytes, start(index), ends[index]);
    }

    void clear() {
        count = 0;
    }

    private int start(int index) {
        return index == 0 ? 0 : ends[index - 1];
    }
}
