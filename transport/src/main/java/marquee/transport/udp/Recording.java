package marquee.transport.udp;

import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.transport.DatagramSink;
import org.jspecify.annotations.Nullable;

/// Takes down which datagrams a node sends and gets, for whoever draws the run afterwards
/// ([RecordedLife]). The file is memory of this process that belongs to the kernel, so writing
/// costs no call, and what was written is there however the process ends. Used by the loop's
/// thread.
///
/// The file begins with [#MAGIC], which is written last, then the node's wire form, its
/// incarnation, its process's id and when it began. Facts follow, each of its kind, its time, and
/// what the kind has. All times are microseconds of the wall clock, by which processes of one host
/// are put in order.
final class Recording {
    /// The most bytes of a file. What comes later is not taken down, and the file says when.
    static final int BYTES_MAX = 16 << 20;

    static final String SUFFIX = ".recording";
    static final long MAGIC = 0x4d41525145450001L;

    /// To whom, the length, and the bytes.
    static final byte SENT = 1;

    /// The checksum and the length, which tell it from all others.
    static final byte RECEIVED = 2;

    /// Nothing: the file is full.
    static final byte FULL = 3;

    private static final int FACT_BYTES = 16;

    /// So many processes may begin on one disk before any of them has written much.
    private static final int FILES_AT_ONCE = 16;

    /// The most recordings in a folder. Processes that begin later take nothing down.
    static final int FILES_MAX = 64;

    private final MappedByteBuffer file;
    private boolean full;

    private Recording(MappedByteBuffer file) {
        this.file = file;
    }

    /// Begins a recording of `self` in `folder`; null if there is no folder, for then nobody wants
    /// one, or if it has as many as it may have.
    ///
    /// @throws IOException if there is no file to be had, or no room on the disk
    static @Nullable Recording open(@Nullable Path folder, Peer self) throws IOException {
        return folder == null || isFull(folder) ? null : open(folder, self, BYTES_MAX);
    }

    private static boolean isFull(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (var files = Files.list(folder)) {
            return files.count() >= FILES_MAX;
        }
    }

    static Recording open(Path folder, Peer self, int bytes) throws IOException {
        Files.createDirectories(folder);
        requireRoom(folder, Files.getFileStore(folder).getUsableSpace(), bytes);
        long pid = ProcessHandle.current().pid();
        var name =
                "%s-%d-%d-%d%s".formatted(self.id(), self.incarnation(), self.boot(), pid, SUFFIX);
        try (var channel =
                FileChannel.open(
                        folder.resolve(name),
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE)) {
            var file = channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes);
            file.putLong(0).putShort((short) self.id().wire()).putInt(self.incarnation());
            file.putLong(pid).putLong(micros());
            VarHandle.releaseFence(); // Somebody may read along already.
            file.putLong(0, MAGIC);
            return new Recording(file);
        }
    }

    /// The file gets its place on the disk only as it is written, and where there is none left the
    /// process that writes ends. So it does not begin where that may come.
    static void requireRoom(Path folder, long usable, int bytes) throws IOException {
        long wanted = (long) bytes * FILES_AT_ONCE;
        if (usable < wanted) {
            throw new IOException(
                    "%s: no room for recordings: %d MiB free, expected %d MiB"
                            .formatted(folder, usable >> 20, wanted >> 20));
        }
    }

    /// Whatever is given to the result is taken down and given to `sink`.
    DatagramSink before(DatagramSink sink) {
        return new DatagramSink() {
            @Override
            public void send(NodeId to, byte[] buffer, int length) {
                sent(to, buffer, length);
                sink.send(to, buffer, length);
            }

            @Override
            public void moved(NodeId node, int incarnation, NodeId host) {
                sink.moved(node, incarnation, host);
            }
        };
    }

    /// Takes down that the first `length` bytes of `datagram` were received.
    void received(byte[] datagram, int length) {
        if (hasRoom(0)) {
            int at = begin();
            file.putInt(checksum(datagram, length)).putShort((short) length);
            end(at, RECEIVED);
        }
    }

    private void sent(NodeId to, byte[] datagram, int length) {
        if (hasRoom(length)) {
            int at = begin();
            file.putShort((short) to.wire()).putShort((short) length).put(datagram, 0, length);
            end(at, SENT);
        }
    }

    private boolean hasRoom(int bytes) {
        // There is always room for the fact that there is none.
        if (!full && file.remaining() < bytes + 2 * FACT_BYTES) {
            full = true;
            end(begin(), FULL);
        }
        return !full;
    }

    private int begin() {
        int at = file.position();
        file.put((byte) 0).putLong(micros());
        return at;
    }

    /// A fact is there once its kind is: somebody may read along.
    private void end(int at, byte kind) {
        VarHandle.releaseFence();
        file.put(at, kind);
    }

    static int checksum(byte[] datagram, int length) {
        var sum = new CRC32C();
        sum.update(datagram, 0, length);
        return (int) sum.getValue();
    }

    private static long micros() {
        var now = Instant.now();
        return TimeUnit.SECONDS.toMicros(now.getEpochSecond())
                + TimeUnit.NANOSECONDS.toMicros(now.getNano());
    }
}
