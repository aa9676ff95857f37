package marquee.replicas.host.state;

import java.util.Arrays;
import marquee.protocol.wire.Bytes;
import marquee.protocol.wire.WireReader;

/// Reads the records of a [Snapshot] out of the bodies of its chunks, one after another.
final class SnapshotReader {
    /// The most bytes that a record which is not complete yet can have.
    private static final int BEGUN_MAX = RecordHash.RECORD_MAX + 64;

    private final Records records;

    private final WireReader keyIn = new WireReader(Bytes.EMPTY);
    private final WireReader valueIn = new WireReader(Bytes.EMPTY);

    /// The record that goes on in the next chunk, as far as it was read.
    private byte[] begun = {};

    /// Shows `records` what is read.
    SnapshotReader(Records records) {
        this.records = records;
    }

    /// What is shown the records, in their order.
    interface Records {
        /// Takes a record of the application.
        void application(Bytes key, Bytes value);

        /// Takes a record of the reply table.
        ///
        /// @return false if it cannot come after those before it
        boolean reply(KeptReply reply);
    }

    /// Reads the `length` bytes of `chunk` from `start`.
    ///
    /// @return false if they are no records, or none that `records` takes
    boolean read(Bytes chunk, int start, int length) {
        var bytes = Arrays.copyOf(begun, begun.length + length);
        System.arraycopy(chunk.array(), start, bytes, begun.length, length);
        var in = new WireReader(bytes, 0, bytes.length);
        int complete = 0;
        while (in.remaining() > 0) {
            int kind = in.u8();
            int key = in.skip(RecordHash.RECORD_MAX);
            keyIn.reset(bytes, in.position() - key, in.position());
            int value = in.skip(RecordHash.RECORD_MAX);
            valueIn.reset(bytes, in.position() - value, in.position());
            if (in.failed()) {
                break; // It is cut off, or else the one that the last chunk leaves incomplete.
            }
            if (key + value > RecordHash.CONTENT_MAX || !show(kind)) {
                return false;
            }
            complete = in.position();
        }
        begun = Arrays.copyOfRange(bytes, complete, bytes.length);
        return begun.length <= BEGUN_MAX;
    }

    /// Whether the last record read was complete.
    boolean complete() {
        return begun.length == 0;
    }

    private boolean show(int kind) {
        if (kind == RecordHash.APPLICATION) {
            records.application(keyIn.rest(), valueIn.rest());
            return true;
        }
        var reply = kind == RecordHash.REPLY ? KeptReply.read(keyIn, valueIn) : null;
        return reply != null && records.reply(reply);
    }
}
