package marquee.replicas.host.faults;

import java.time.LocalDate;
import marquee.applications.StateMachine;
import marquee.protocol.wire.Bytes;
import org.jspecify.annotations.Nullable;

/// An application whose state can go bad while its results stay right: the fault `wrong-state` of
/// docs/operations.md. One record is another one wherever the state is looked at, in digests, in
/// scans and in what is given to others; so only marks can tell (docs/protocol.md, rule P31).
public final class RottenState implements StateMachine {
    private final StateMachine sound;
    private boolean rots;
    private @Nullable Bytes rotten;

    /// Makes an application that is `sound` until [#rot].
    public RottenState(StateMachine sound) {
        this.sound = sound;
    }

    /// The next record that changes goes bad, and stays so.
    public void rot() {
        rots = true;
    }

    @Override
    public Bytes execute(LocalDate businessDate, Bytes operation, RecordChanges changes) {
        return rots
                ? sound.execute(
                        businessDate,
                        operation,
                        (key, before, after) -> changed(key, before, after, changes))
                : sound.execute(businessDate, operation, changes);
    }

    @Override
    public void scan(@Nullable Bytes after, RecordVisitor visitor) {
        sound.scan(after, (key, value) -> visitor.visit(key, shown(key, value)));
    }

    @Override
    public boolean restore(Iterable<StateRecord> records) {
        boolean restored = sound.restore(records);
        rotten = restored ? null : rotten;
        return restored;
    }

    private void changed(
            Bytes key, @Nullable Bytes before, @Nullable Bytes after, RecordChanges changes) {
        var shownBefore = before == null ? null : shown(key, before);
        if (rotten == null && after != null) {
            rotten = key;
        }
        changes.changed(key, shownBefore, after == null ? null : shown(key, after));
        if (after == null && isRotten(key)) {
            rotten = null;
        }
    }

    private Bytes shown(Bytes key, Bytes value) {
        if (!isRotten(key) || value.length() == 0) {
            return value;
        }
        var bad = value.array().clone();
        bad[bad.length - 1] ^= 1;
        return Bytes.wrap(bad);
    }

    private boolean isRotten(Bytes key) {
        return rotten != null && rotten.equals(key);
    }
}
