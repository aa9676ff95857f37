package marquee.benchmarks.state;

import java.time.LocalDate;
import marquee.applications.StateMachine;
import marquee.protocol.wire.Bytes;
import org.jspecify.annotations.Nullable;

/// An application whose every result is as long as that of a removal which moves many bookings.
final class LongReplies implements StateMachine {
    private final StateMachine application;
    private final int bytes;

    /// Makes `application` answer so many bytes, which mean nothing.
    LongReplies(StateMachine application, int bytes) {
        this.application = application;
        this.bytes = bytes;
    }

    @Override
    public Bytes execute(LocalDate businessDate, Bytes operation, RecordChanges changes) {
        var _ = application.execute(businessDate, operation, changes);
        return Bytes.wrap(new byte[bytes]);
    }

    @Override
    public void scan(@Nullable Bytes after, RecordVisitor visitor) {
        application.scan(after, visitor);
    }

    @Override
    public boolean restore(Iterable<StateRecord> records) {
        return application.restore(records);
    }
}
