package marquee.replicas.host.state;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import marquee.applications.StateMachine;
import marquee.protocol.wire.Bytes;
import org.jspecify.annotations.Nullable;

/// The smallest application: registers, each named by one byte or two. An operation sets one, which
/// it names, to its last byte, and results in what it held before; a value of 0 empties it. An
/// operation of another length changes nothing.
public final class Registers implements StateMachine {
    public final TreeMap<Bytes, Bytes> registers = new TreeMap<>();
    public final List<LocalDate> dates = new ArrayList<>();
    public int executions;
    int shown;
    public boolean failing;

    /// Whether it does not tell what it changes.
    public boolean silent;

    public static Bytes set(int register, int value) {
        return register < 256
                ? Bytes.wrap((byte) register, (byte) value)
                : Bytes.wrap((byte) (register >>> 8), (byte) register, (byte) value);
    }

    @Override
    public Bytes execute(LocalDate businessDate, Bytes operation, RecordChanges changes) {
        executions++;
        dates.add(businessDate);
        if (failing) {
            throw new IllegalStateException("a planted failure");
        }
        int last = operation.length() - 1;
        if (last < 1 || last > 2) {
            return Bytes.EMPTY;
        }
        var key = Bytes.wrap(Arrays.copyOf(operation.array(), last));
        var after = operation.at(last) == 0 ? null : Bytes.wrap((byte) operation.at(last));
        var before = after == null ? registers.remove(key) : registers.put(key, after);
        if (!silent && (before != null || after != null)) {
            changes.changed(key, before, after);
        }
        return before == null ? Bytes.EMPTY : before;
    }

    @Override
    public void scan(@Nullable Bytes after, RecordVisitor visitor) {
        for (var record :
                (after == null ? registers : registers.tailMap(after, false)).entrySet()) {
            shown++;
            if (!visitor.visit(record.getKey(), record.getValue())) {
                return;
            }
        }
    }

    @Override
    public boolean restore(Iterable<StateRecord> records) {
        var restored = new TreeMap<Bytes, Bytes>();
        for (var record : records) {
            boolean ascending =
                    restored.isEmpty() || restored.lastKey().compareTo(record.key()) < 0;
            if (!ascending || record.key().length() > 2 || record.value().length() != 1) {
                return false;
            }
            restored.put(record.key(), record.value());
        }
        registers.clear();
        registers.putAll(restored);
        return true;
    }
}
