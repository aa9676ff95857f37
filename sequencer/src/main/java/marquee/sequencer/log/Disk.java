package marquee.sequencer.log;

import com.google.common.collect.ImmutableList;
import java.nio.ByteBuffer;

/// The files of one log's directory, by their plain names. Every method but [#files] throws
/// [DiskException] when the disk fails; whoever writes then stops, since nobody knows what was
/// written (docs/sequencer-log.md). Not thread-safe.
public interface Disk {
    /// The names of all files, in ascending order.
    ImmutableList<String> files();

    /// The length of `file` in bytes.
    long size(String file);

    /// Fills `into` with the bytes of `file` from `offset` on, as far as there are any; room is
    /// left only at the end of the file.
    void read(String file, long offset, ByteBuffer into);

    /// Adds what remains in `bytes` at the end of `file`, which exists.
    void append(String file, ByteBuffer bytes);

    /// Cuts `file` off behind its first `size` bytes, and flushes that.
    void truncate(String file, long size);

    /// Returns once everything appended to `file` would survive a power cut.
    void sync(String file);

    /// Takes `file` away for good.
    void remove(String file);

    /// Gives `file` the name `name`, and removes what had it. Returns once that would survive a
    /// power cut; a crash leaves it either done or not.
    void rename(String file, String name);

    /// Makes what remains in `bytes` the whole content of `file`, which need not exist. Returns
    /// once that would survive a power cut; a crash leaves either the old content or the new.
    void replace(String file, ByteBuffer bytes);
}
