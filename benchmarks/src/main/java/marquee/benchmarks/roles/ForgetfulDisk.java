package marquee.benchmarks.roles;

import com.google.common.collect.ImmutableList;
import java.nio.ByteBuffer;
import marquee.sequencer.log.Disk;
import marquee.sequencer.log.MemoryDisk;

/// A disk in memory that does not keep what is appended, for a log that nobody reads.
final class ForgetfulDisk implements Disk {
    private final MemoryDisk disk = new MemoryDisk();

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
        // Nothing is kept.
    }

    @Override
    public void truncate(String file, long size) {
        disk.truncate(file, size);
    }

    @Override
    public void sync(String file) {
        disk.sync(file);
    }

    @Override
    public void remove(String file) {
        disk.remove(file);
    }

    @Override
    public void rename(String file, String name) {
        disk.rename(file, name);
    }

    @Override
    public void replace(String file, ByteBuffer bytes) {
        disk.replace(file, bytes);
    }
}
