package marquee.sequencer.log;

import com.google.common.collect.ImmutableList;
import java.nio.ByteBuffer;

/// A disk whose process dies after so many bytes and steps: each byte appended is one, and so is
/// everything else that changes it. What was not flushed may be lost then.
final class MortalDisk implements Disk {
    final MemoryDisk disk = new MemoryDisk();
    private long left = Long.MAX_VALUE;

    /// The end of the process.
    static final class Death extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /// Lets the process die after `steps`.
    MortalDisk dieAfter(long steps) {
        left = steps;
        return this;
    }

    /// Whether it died.
    boolean isDead() {
        return left <= 0;
    }

    private void step() {
        left--;
        if (left <= 0) {
            throw new Death();
        }
    }

    @Override
    public ImmutableList<String> files() {
        return disk.files();
    }

    @Override
    public long size(String file) {
        return disk.size(file);
    }

    @Override
    public void read(String file, long offset, ByteBuffer into) {
        disk.read(file, offset, into);
    }

    @Override
    public void append(String file, ByteBuffer bytes) {
        int most = (int) Math.min(bytes.remaining(), left);
        disk.append(file, bytes.slice(bytes.position(), most));
        left -= most;
        step();
    }

    @Override
    public void truncate(String file, long size) {
        step();
        disk.truncate(file, size);
    }

    @Override
    public void sync(String file) {
        step();
        disk.sync(file);
    }

    @Override
    public void remove(String file) {
        step();
        disk.remove(file);
    }

    @Override
    public void rename(String file, String name) {
        step();
        disk.rename(file, name);
    }

    @Override
    public void replace(String file, ByteBuffer bytes) {
        step();
        disk.replace(file, bytes);
    }
}
