package marquee.scenarios.lockstep;

import java.time.LocalDate;
import marquee.applications.StateMachine;
import marquee.protocol.wire.Bytes;
import org.jspecify.annotations.Nullable;

/// A state machine whose changes a witness is told of too.
record Watched(StateMachine machine, RecordChanges witness) implements StateMachine {
    @Override
    public Bytes execute(LocalDate businessDate, Bytes operation, RecordChanges changes) {
        return machine.execute(
                businessDate,
                operation,
                (key, before, after) -> {
                    changes.changed(key, before, after);
                    witness.changed(key, before, after);
                });
    }

    @Override
    public void scan(@Nullable Bytes after, RecordVisitor visitor) {
        machine.scan(after, visitor);
    }

    @Override
    public boolean restore(Iterable<StateRecord> records) {
        return machine.restore(records);
    }
}
