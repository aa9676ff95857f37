package marquee.simulation;

import java.util.Arrays;
import marquee.protocol.Chance;

/// One file that is only appended to, cut, and flushed, as the disk of one machine keeps it. What
/// was flushed survives everything; what was only written may be lost from its end when the machine
/// goes down, or be torn: its end is garbage. Not thread-safe.
public final class SimulatedDisk {
    private static final int INITIAL_BYTES = 4_096;
    private static final int GARBAGE_MAX = 64;

    private byte[] bytes = new byte[INITIAL_BYTES];
    private int written;
    private int flushed;

    /// Appends the first `length` bytes of `source` behind what was written.
    public void append(byte[] source, int length) {
        reserve(length);
        System.arraycopy(source, 0, bytes, written, length);
        written += length;
    }

    /// Makes what was written so far survive everything.
    public void flush() {
        flushed = written;
    }

    /// Forgets everything behind the first `length` bytes, for good.
    public void cut(int length) {
        written = Math.min(written, length);
        flushed = Math.min(flushed, written);
    }

    /// A copy of what a reader finds.
    public byte[] read() {
        return Arrays.copyOf(bytes, written);
    }

    /// How many bytes a reader finds.
    public int length() {
        return written;
    }

    /// Loses some of what was not flushed, and perhaps leaves garbage in its place.
    ///
    /// @return whether anything was lost or torn
    public boolean tear(Chance chance) {
        int unflushed = written - flushed;
        if (unflushed == 0) {
            return false;
        }
        int kept = chance.below(unflushed);
        boolean garbage = chance.below(2) == 0;
        written = flushed + kept;
        if (garbage) {
            int count = 1 + chance.below(Math.min(GARBAGE_MAX, unflushed - kept));
            reserve(count);
            for (int i = 0; i < count; i++) {
                bytes[written++] = (byte) chance.next();
            }
        }
        flushed = written;
        return true;
    }

    private void reserve(int more) {
        if (written + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, written + more));
        }
    }
}
