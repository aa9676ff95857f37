package marquee.applications.booking.model;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import java.time.LocalDate;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import marquee.applications.StateMachine;
import marquee.applications.booking.BookingCodec;
import marquee.applications.booking.BookingOperation;
import marquee.applications.booking.BookingResult;
import marquee.applications.booking.BookingResult.Refused;
import marquee.applications.booking.CanonicalRecord;
import marquee.applications.booking.RefusalCode;
import marquee.protocol.wire.Bytes;
import org.jspecify.annotations.Nullable;

/// A state machine whose whole state is a [World]: it finds out what an operation changed by
/// comparing the worlds before and after.
abstract class RecordedWorld implements StateMachine {
    World world = World.EMPTY;

    /// Decides `operation` and puts the world that comes of it in the place of [#world].
    abstract BookingResult answer(LocalDate today, BookingOperation operation);

    @Override
    public Bytes execute(LocalDate businessDate, Bytes operation, RecordChanges changes) {
        var before = world;
        var decoded = BookingCodec.decodeOperation(operation);
        var result =
                decoded == null
                        ? new Refused(RefusalCode.MALFORMED)
                        : answer(businessDate, decoded);
        if (!world.equals(before)) {
            tell(changes, before, world);
        }
        return BookingCodec.encode(result);
    }

    /// A record that stays is the same object in both worlds, and most do; comparing them by value
    /// would take most of the time of a test.
    private static void tell(RecordChanges changes, World before, World after) {
        var old = Sets.<CanonicalRecord>newIdentityHashSet();
        old.addAll(before.shows());
        old.addAll(before.bookings());
        var come = new TreeMap<Bytes, Bytes>();
        Stream.concat(after.shows().stream(), after.bookings().stream())
                .filter(there -> !old.remove(there))
                .map(CanonicalRecord::encode)
                .forEach(there -> come.put(there.key(), there.value()));
        var gone = new TreeMap<Bytes, Bytes>();
        old.stream()
                .map(CanonicalRecord::encode)
                .forEach(there -> gone.put(there.key(), there.value()));
        for (var key : ImmutableSet.copyOf(Sets.union(gone.keySet(), come.keySet()))) {
            if (!Objects.equals(gone.get(key), come.get(key))) {
                changes.changed(key, gone.get(key), come.get(key));
            }
        }
    }

    @Override
    public void scan(@Nullable Bytes after, RecordVisitor visitor) {
        for (var there : world.records()) {
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
        if (restored.isPossible()) {
            world = restored;
        }
        return restored.isPossible();
    }
}
