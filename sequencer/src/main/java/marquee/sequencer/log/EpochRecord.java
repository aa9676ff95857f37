package marquee.sequencer.log;

import java.nio.ByteBuffer;
import marquee.protocol.wire.WireReader;
import marquee.protocol.wire.WireWriter;
import org.jspecify.annotations.Nullable;

/// What a log directory knows beside its entries, in a file of its own that is replaced as a whole
/// and flushed each time (rule P19).
///
/// @param epoch the boot epoch of the newest process that used the log, from 1
/// @param cleanStop whether that process flushed everything and said so at its end
/// @param durability how that process wrote
/// @param head the newest entry that was certainly in the log when this record was written
/// @param hostBoot names the boot of the host that process ran under; empty if the host does not
///   tell
record EpochRecord(
        long clusterId,
        long epoch,
        boolean cleanStop,
        Durability durability,
        long head,
        String hostBoot) {
    /// The longest name of a host's boot.
    static final int HOST_BOOT_MAX = 64;

    private static final long MAGIC = 0x4d51_4550_4f43_4831L; // "MQEPOCH1"
    private static final int BYTES_MAX = 256;

    @SuppressWarnings("EnumOrdinal") // The order of the constants is that of the file, and says so.
    private WireWriter encode() {
        var out = new WireWriter(BYTES_MAX);
        out.i64(MAGIC).i64(clusterId).i64(epoch).u8(cleanStop ? 1 : 0).u8(durability.ordinal());
        out.i64(head).text(hostBoot);
        return out.i32(LogFormat.crc(out.buffer(), 0, out.length()));
    }

    /// Reads the record that the whole file holds.
    ///
    /// @return null if it is damaged
    @SuppressWarnings("EnumOrdinal")
    static @Nullable EpochRecord read(Disk disk) {
        var file = ByteBuffer.allocate(BYTES_MAX);
        disk.read(LogFormat.EPOCH_FILE, 0, file);
        var in = new WireReader(file.array(), 0, file.position());
        long magic = in.i64();
        long clusterId = in.i64();
        long epoch = in.i64();
        int clean = in.u8();
        int durability = in.u8();
        long head = in.i64();
        var hostBoot = in.text(HOST_BOOT_MAX);
        int covered = in.position();
        boolean sound =
                in.i32() == LogFormat.crc(file.array(), 0, covered)
                        && in.complete()
                        && magic == MAGIC
                        && durability < Durability.values().length;
        return sound
                ? new EpochRecord(
                        clusterId,
                        epoch,
                        clean == 1,
                        Durability.values()[durability],
                        head,
                        hostBoot)
                : null;
    }

    void write(Disk disk) {
        var out = encode();
        disk.replace(LogFormat.EPOCH_FILE, ByteBuffer.wrap(out.buffer(), 0, out.length()));
    }
}
