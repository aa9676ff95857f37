package marquee.applications.booking.model;

import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import marquee.applications.StateMachine;
import marquee.applications.StateMachine.RecordChanges;
import marquee.protocol.wire.Bytes;
import org.jspecify.annotations.Nullable;

/// The records of one state machine as they must be by the changes that it told of.
final class RecordLedger implements RecordChanges {
    private final StateMachine machine;
    private final NavigableMap<Bytes, Bytes> known;
    private final NavigableMap<Bytes, String> changes = new TreeMap<>();

    RecordLedger(StateMachine machine) {
        this.machine = machine;
        this.known = scanned();
    }

    Bytes execute(Step step) {
        changes.clear();
        return machine.execute(step.today(), step.operation(), this);
    }

    @Override
    public void changed(Bytes key, @Nullable Bytes before, @Nullable Bytes after) {
        if (changes.put(key, before + " to " + after) != null) {
            throw new AssertionError("told twice of " + key);
        }
        if (!Objects.equals(before, known.get(key)) || Objects.equals(before, after)) {
            throw new AssertionError(key + " was not changed from " + before + " to " + after);
        }
        if (after == null) {
            known.remove(key);
        } else {
            known.put(key, after);
        }
    }

    /// What the last operation changed.
    NavigableMap<Bytes, String> changes() {
        return changes;
    }

    NavigableMap<Bytes, Bytes> known() {
        return known;
    }

    /// All records, and a check that they come in order.
    NavigableMap<Bytes, Bytes> scanned() {
        var records = new TreeMap<Bytes, Bytes>();
        machine.scan(
                null,
                (key, value) -> {
                    if (!records.isEmpty() && records.lastKey().compareTo(key) >= 0) {
                        throw new AssertionError("out of order: " + key);
                    }
                    records.put(key, value);
                    return true;
                });
        return records;
    }
}
