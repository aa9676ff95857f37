package marquee.applications.booking.model;

import com.google.common.collect.ImmutableList;
import java.time.LocalDate;
import marquee.applications.StateMachine;
import marquee.applications.booking.BookingCodec;
import marquee.applications.booking.BookingOperation;
import marquee.applications.booking.BookingResult;
import marquee.applications.booking.BookingResult.Refused;
import marquee.applications.booking.CanonicalRecord;
import marquee.applications.booking.RefusalCode;
import marquee.protocol.wire.Bytes;
import org.jspecify.annotations.Nullable;

/// A state machine whose whole state is a [World], without the rules.
abstract class RecordedWorld implements StateMachine {
    World world = new World();

    /// Decides `operation` and makes of [#world] what comes of it.
    abstract BookingResult answer(LocalDate today, BookingOperation operation);

    @Override
    public Bytes execute(LocalDate businessDate, Bytes operation, RecordChanges changes) {
        var decoded = BookingCodec.decodeOperation(operation);
        var result =
                decoded == null
                        ? new Refused(RefusalCode.MALFORMED)
                        : answer(businessDate, decoded);
        world.takeChanges()
                .forEach((key, change) ->
                        changes.changed(key, value(change.before()), value(change.after())));
        return BookingCodec.encode(result);
    }

    private static @Nullable Bytes value(int amount) {
        return amount == 0 ? null : CanonicalRecord.value(amount);
    }

    @Override
    public void scan(@Nullable Bytes after, RecordVisitor visitor) {
        for (var there : (Iterable<CanonicalRecord>) world.records()::iterator) {
            var bytes = there.encode();
            if ((after == null || bytes.key().compareTo(after) > 0)
                    && !visitor.visit(bytes.key(), bytes.value())) {
                return;
            }
        }
    }

    @Override
    public boolean restore(Iterable<StateRecord> records) {
        var read = ImmutableList.<CanonicalRecord>builder();
        @Nullable Bytes last = null;
        for (var bytes : records) {
            var there = CanonicalRecord.decode(bytes);
            if (there == null || (last != null && bytes.key().compareTo(last) <= 0)) {
                return false;
            }
            read.add(there);
            last = bytes.key();
        }
        var restored = World.of(read.build());
        restored.ifPresent(there -> {
            var _ = there.takeChanges();
            world = there;
        });
        return restored.isPresent();
    }
}
