package marquee.scenarios.lockstep;

import com.google.common.collect.ImmutableList;
import marquee.applications.Implementation;
import marquee.applications.StateMachine;
import marquee.applications.StateMachine.RecordChanges;
import marquee.applications.StateMachine.StateRecord;
import marquee.applications.booking.model.Lines;
import marquee.applications.booking.model.Step;
import marquee.protocol.replication.Digest;
import marquee.protocol.replication.Murmur3;
import marquee.protocol.wire.Bytes;
import marquee.protocol.wire.WireWriter;
import org.jspecify.annotations.Nullable;

/// One implementation in lock-step with others: what it answered last, and the digest of its state.
final class Contestant implements RecordChanges {
    private static final int RECORD_MAX = 64;

    private final String name;
    private final StateMachine machine;
    private final RecordChanges witness;
    private final WireWriter scratch = new WireWriter(RECORD_MAX);
    private Bytes result = Bytes.EMPTY;
    private @Nullable Throwable thrown;
    private Digest digest = Digest.ZERO;

    /// `witness` is told of the changes too.
    Contestant(Implementation implementation, RecordChanges witness) {
        this.name = implementation.name();
        this.machine = implementation.create();
        this.witness = witness;
    }

    String name() {
        return name;
    }

    /// Executes `step`. What it throws is a difference like any other (rule P49).
    void execute(Step step) {
        try {
            result = machine.execute(step.today(), step.operation(), this);
        } catch (RuntimeException | AssertionError failure) {
            thrown = failure;
        }
    }

    @Override
    public void changed(Bytes key, @Nullable Bytes before, @Nullable Bytes after) {
        if (before != null) {
            digest = digest.minus(hash(key, before));
        }
        if (after != null) {
            digest = digest.plus(hash(key, after));
        }
        witness.changed(key, before, after);
    }

    /// The last result in its canonical bytes.
    Bytes result() {
        return result;
    }

    /// What was answered last, in words.
    String answer() {
        return thrown == null ? Lines.answer(result) : thrown.toString();
    }

    /// Whether both gave the same bytes, threw nothing, and are in the same state by the changes
    /// that they told of.
    boolean agreesWith(Contestant other) {
        return thrown == null
                && other.thrown == null
                && result.equals(other.result)
                && digest.equals(other.digest);
    }

    /// All records out of the store.
    ImmutableList<StateRecord> records() {
        var records = ImmutableList.<StateRecord>builder();
        machine.scan(
                null,
                (key, value) -> {
                    records.add(new StateRecord(key, value));
                    return true;
                });
        return records.build();
    }

    /// Whether `records`, read out of the store, are what the changes add up to.
    boolean toldOf(ImmutableList<StateRecord> records) {
        var sum = Digest.ZERO;
        for (var there : records) {
            sum = sum.plus(hash(there.key(), there.value()));
        }
        return sum.equals(digest);
    }

    private Digest hash(Bytes key, Bytes value) {
        scratch.clear().bytes(key).bytes(value);
        return Murmur3.hash(scratch.buffer(), scratch.length());
    }
}
