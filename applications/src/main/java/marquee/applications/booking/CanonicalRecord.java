package marquee.applications.booking;

import com.google.common.base.Preconditions;
import marquee.applications.StateMachine.StateRecord;
import marquee.protocol.wire.Bytes;
import marquee.protocol.wire.WireReader;
import marquee.protocol.wire.WireWriter;
import org.jspecify.annotations.Nullable;

/// One record of the abstract state in which all implementations write and read (docs/domain.md,
/// the canonical state): a show that there is, or a booking that somebody holds. In the order of
/// the keys each show stands right before its bookings, and they stand in customer order.
public sealed interface CanonicalRecord {
    /// The version of the layout, which each key begins with.
    int VERSION = 1;

    /// The most bytes of a key.
    int KEY_MAX = 8;

    /// The most bytes of a value.
    int VALUE_MAX = 2;

    /// The show that the record is, or that is booked.
    Show show();

    /// There is `show`, with `capacity` seats in all.
    record OfShow(Show show, int capacity) implements CanonicalRecord {}

    /// `customer` holds `tickets` of `show`.
    record OfBooking(Show show, UserId customer, int tickets) implements CanonicalRecord {}

    /// The key of the record of `show`.
    static Bytes key(Show show) {
        var out = new WireWriter(KEY_MAX).u8(VERSION);
        WireForms.write(out, show);
        return out.toBytes();
    }

    /// The key of the record of what `customer` holds of `show`.
    static Bytes key(Show show, UserId customer) {
        var out = new WireWriter(KEY_MAX).u8(VERSION);
        WireForms.write(out, show);
        WireForms.write(out, customer);
        return out.toBytes();
    }

    /// The value of a record: the capacity of a show or the tickets of a booking.
    static Bytes value(int amount) {
        Preconditions.checkArgument(0 < amount && amount <= Show.SEATS_MAX, "amount %s", amount);
        return new WireWriter(VALUE_MAX).varint(amount).toBytes();
    }

    /// This record in bytes.
    default StateRecord encode() {
        return switch (this) {
            case OfShow(var show, int capacity) -> new StateRecord(key(show), value(capacity));
            case OfBooking(var show, var customer, int tickets) ->
                    new StateRecord(key(show, customer), value(tickets));
        };
    }

    /// The record that `bytes` are, or null if they are none's.
    static @Nullable CanonicalRecord decode(StateRecord bytes) {
        var value = new WireReader(bytes.value());
        int amount = value.varint(1, Show.SEATS_MAX);
        var key = new WireReader(bytes.key());
        if (key.u8() != VERSION) {
            key.fail();
        }
        var show = WireForms.show(key);
        if (!value.complete()) {
            return null;
        }
        if (key.complete()) {
            return new OfShow(show, amount);
        }
        var customer = WireForms.user(key);
        return key.complete() && !customer.isAdmin() ? new OfBooking(show, customer, amount) : null;
    }
}
