package marquee.replicas.sql;

import marquee.applications.StateMachine.RecordChanges;
import marquee.applications.booking.CanonicalRecord;
import marquee.applications.booking.Show;
import marquee.applications.booking.UserId;
import marquee.protocol.wire.Bytes;
import org.jspecify.annotations.Nullable;

/// Tells of changed records in their canonical form. An amount of 0 is no record.
final class Changed {
    private Changed() {}

    static void show(RecordChanges changes, Show show, int before, int now) {
        changes.changed(CanonicalRecord.key(show), value(before), value(now));
    }

    static void booking(RecordChanges changes, Show show, UserId customer, int before, int now) {
        changes.changed(CanonicalRecord.key(show, customer), value(before), value(now));
    }

    private static @Nullable Bytes value(int amount) {
        return amount == 0 ? null : CanonicalRecord.value(amount);
    }
}
