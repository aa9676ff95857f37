package marquee.replicas.host;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import marquee.applications.StateMachine.StateRecord;
import marquee.protocol.wire.Bytes;
import marquee.protocol.wire.WireReader;

/// Reads the records of a [Snapshot] out of the bodies of its chunks, one after another.
final class SnapshotReader {
    /// The most bytes that a record which is not complete yet can have.
    private static final int BEGUN_MAX = RecordHash.RECORD_MAX + 64;

    private final ImmutableList.Builder<StateRecord> application = ImmutableList.builder();
    private final ImmutableList.Builder<KeptReply> replies = ImmutableList.builder();

    /// The record that goes on in the next chunk, as far as it was read.
    private byte[] begun = {};

    /// Reads the `length` bytes of `chunk` from `start`.
    ///
    /// @return false if they are no records
    boolean read(Bytes chunk, int start, int length) {
        var bytes = Arrays.copyOf(begun, begun.length + length);
        System.arraycopy(chunk.array(), start, bytes, begun.length, length);
        var in = new WireReader(bytes, 0, bytes.length);
        int complete = 0;
        while (in.remaining() > 0) {
            int kind = in.u8();
            var key = in.bytes(RecordHash.RECORD_MAX);
            var value = in.bytes(RecordHash.RECORD_MAX);
            if (in.failed()) {
                break; // It is cut off, or else the one that the last chunk leaves incomplete.
            }
            if (!add(kind, key, value)) {
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

    /// The application's records.
    ImmutableList<StateRecord> application() {
        return application.build();
    }

    /// The reply table's.
    ImmutableList<KeptReply> replies() {
        return replies.build();
    }

    private boolean add(int kind, Bytes key, Bytes value) {
        if (kind == RecordHash.APPLICATION) {
            application.add(new StateRecord(key, value));
            return true;
        }
        var reply = kind == RecordHash.REPLY ? KeptReply.read(key, value) : null;
        if (reply != null) {
            replies.add(reply);
        }
        return reply != null;
    }
}
