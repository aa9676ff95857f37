package marquee.sequencer.log;

import com.google.common.base.Preconditions;
import com.google.common.collect.ImmutableList;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.TreeMap;

/// The disk of a simulated host: it outlives the sequencer that writes to it, can tear the last
/// write, lose power, and fill up. Not thread-safe.
public final class MemoryDisk implements Disk {
    private final TreeMap<String, File> files = new TreeMap<>();
    private File lastAppended = new File();
    private long room = Long.MAX_VALUE;
    private int syncs;

    private static final class File {
        private byte[] bytes = new byte[0];
        private int size;
        private int synced;
        private int lastAppend;
    }

    /// Loses up to `bytes` of the last append, as when the process ended while it wrote.
    ///
    /// @return how many bytes were lost
    public int tear(int bytes) {
        int torn = Math.min(bytes, lastAppended.lastAppend);
        lastAppended.size -= torn;
        lastAppended.lastAppend -= torn;
        return torn;
    }

    /// How many bytes [#tear] can take at most: the length of the last append.
    public int tearable() {
        return lastAppended.lastAppend;
    }

    /// Loses everything that was not flushed.
    public void cutPower() {
        files.values().forEach(file -> file.size = file.synced);
        lastAppended = new File();
    }

    /// Lets only `bytes` more be appended; what goes beyond fails, written in part.
    public void limit(long bytes) {
        room = bytes;
    }

    /// Turns over the bit `bit` of the byte at `offset` of `file`.
    public void flip(String file, int offset, int bit) {
        existing(file).bytes[offset] ^= (byte) (1 << bit);
    }

    /// How often [#sync] was called.
    public int syncs() {
        return syncs;
    }

    @Override
    public ImmutableList<String> files() {
        return ImmutableList.copyOf(files.keySet());
    }

    @Override
    public long size(String file) {
        return existing(file).size;
    }

    @Override
    public void read(String file, long offset, ByteBuffer into) {
        var from = existing(file);
        int at = (int) Math.min(offset, from.size);
        into.put(from.bytes, at, Math.min(into.remaining(), from.size - at));
    }

    @Override
    public void append(String file, ByteBuffer bytes) {
        var to = existing(file);
        int length = (int) Math.min(bytes.remaining(), room);
        boolean full = length < bytes.remaining();
        if (to.size + length > to.bytes.length) {
            to.bytes = Arrays.copyOf(to.bytes, 2 * (to.size + length));
        }
        bytes.get(to.bytes, to.size, length);
        to.size += length;
        to.lastAppend = length;
        lastAppended = to;
        room -= length;
        if (full) {
            throw new DiskException(file + ": no space left on device");
        }
    }

    @Override
    public void truncate(String file, long size) {
        var cut = existing(file);
        cut.size = (int) size;
        cut.synced = cut.size;
        cut.lastAppend = 0;
    }

    @Override
    public void sync(String file) {
        var flushed = existing(file);
        flushed.synced = flushed.size;
        syncs++;
    }

    @Override
    public void remove(String file) {
        files.remove(file);
    }

    @Override
    public void rename(String file, String name) {
        files.put(name, existing(file));
        files.remove(file);
    }

    @Override
    public void replace(String file, ByteBuffer bytes) {
        var made = new File();
        made.bytes = new byte[bytes.remaining()];
        bytes.get(made.bytes);
        made.size = made.bytes.length;
        made.synced = made.size;
        files.put(file, made);
    }

    private File existing(String file) {
        var existing = files.get(file);
        Preconditions.checkArgument(existing != null, "there is no file %s", file);
        return existing;
    }
}
