package marquee.sequencer.log;

import com.google.common.collect.ImmutableList;
import java.nio.ByteBuffer;

/// A disk that does what another one does, but for what a subclass does otherwise.
public abstract class ForwardingDisk implements Disk {
    private final Disk disk;

    /// @param disk does what the subclass does not do itself
    protected ForwardingDisk(Disk disk) {
        this.disk = disk;
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
        disk.append(file, bytes);
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
