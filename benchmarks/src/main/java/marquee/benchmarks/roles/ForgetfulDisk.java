package marquee.benchmarks.roles;

import java.nio.ByteBuffer;
import marquee.sequencer.log.ForwardingDisk;
import marquee.sequencer.log.MemoryDisk;

/// A disk in memory that does not keep what is appended, for a log that nobody reads.
final class ForgetfulDisk extends ForwardingDisk {
    ForgetfulDisk() {
        super(new MemoryDisk());
    }

    @Override
    public void append(String file, ByteBuffer bytes) {
        // Nothing is kept.
    }
}
