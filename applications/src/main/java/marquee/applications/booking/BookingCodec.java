package marquee.applications.booking;

import marquee.protocol.wire.Bytes;
import marquee.protocol.wire.WireReader;
import marquee.protocol.wire.WireWriter;
import org.jspecify.annotations.Nullable;

/// The canonical binary form of operations and results: each value has exactly one, and bytes that
/// are not the form of a value are no value. Two replies are compared in this form (rule P9), and
/// operations lie in it on disk, so a tag is never given a new meaning.
public final class BookingCodec {
    /// The most bytes of an operation: an exchange in which everything is malformed.
    public static final int OPERATION_MAX = 512;

    /// The most bytes of a result: the removal of a show with 10 000 bookings, and no more than the
    /// replication protocol carries.
    public static final int RESULT_MAX = 500 * 1024;

    private BookingCodec() {}

    /// The form of `operation`.
    public static Bytes encode(BookingOperation operation) {
        var out = new WireWriter(OPERATION_MAX);
        OperationForm.write(out, operation);
        return out.toBytes();
    }

    /// The form of `result`.
    public static Bytes encode(BookingResult result) {
        var out = new WireWriter(RESULT_MAX);
        ResultForm.write(out, result);
        return out.toBytes();
    }

    /// The operation whose form `bytes` are, or null if they are none's.
    public static @Nullable BookingOperation decodeOperation(Bytes bytes) {
        var in = new WireReader(bytes);
        var operation = OperationForm.read(in);
        return in.complete() ? operation : null;
    }

    /// The result whose form `bytes` are, or null if they are none's.
    public static @Nullable BookingResult decodeResult(Bytes bytes) {
        var in = new WireReader(bytes);
        var result = ResultForm.read(in);
        return in.complete() ? result : null;
    }
}
