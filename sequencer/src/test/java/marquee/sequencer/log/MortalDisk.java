package marquee.sequencer.log;

import java.nio.ByteBuffer;

/// A disk whose process dies after so many bytes and steps: each byte appended is one, and so is
/// everything else that changes it. What was not flushed may be lost then.
final class MortalDisk extends ForwardingDisk {
    final MemoryDisk disk;
    private long left = Long.MAX_VALUE;

    MortalDisk() {
        this(new MemoryDisk());
    }

    private MortalDisk(MemoryDisk disk) {
        super(disk);
        this.disk = disk;
    }

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
    public void append(String file, ByteBuffer bytes) {
        int most = (int) Math.min(bytes.remaining(), left);
        super.append(file, bytes.slice(bytes.position(), most));
        left -= most;
        step();
    }

    @Override
    public void truncate(String file, long size) {
        step();
        super.truncate(file, size);
    }

    @Override
    public void sync(String file) {
        step();
        super.sync(file);
    }

    @Override
    public void remove(String file) {
        step();
        super.remove(file);
    }

    @Override
    public void rename(String file, String name) {
        step();
        super.rename(file, name);
    }

    @Override
    public void replace(String file, ByteBuffer bytes) {
        step();
        super.replace(file, bytes);
    }
}
