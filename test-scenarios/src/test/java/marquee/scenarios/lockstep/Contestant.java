package marquee.scenarios.lockstep;

import com.google.common.collect.ImmutableList;
import java.time.LocalDate;
import marquee.applications.Implementation;
import marquee.applications.StateMachine;
import marquee.applications.StateMachine.RecordChanges;
import marquee.applications.StateMachine.StateRecord;
import marquee.applications.booking.model.Lines;
import marquee.applications.booking.model.Step;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.replication.Digest;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.RequestId;
import marquee.protocol.replication.Stamp;
import marquee.protocol.wire.Bytes;
import marquee.replicas.host.state.KeyLimits;
import marquee.replicas.host.state.ReplicatedState;
import marquee.replicas.host.state.StateLimits;
import org.jspecify.annotations.Nullable;

/// One implementation in lock-step with others, in the host's own state: what it answered last, and
/// the digest by which replicas compare their states.
final class Contestant {
    private static final Peer NOBODY = new Peer(NodeId.frontEnd(1), 0, 1);

    /// A front end's own session, whose keys never run out.
    private static final String SESSION = "#lock-step";

    private static final int KEYS = 64;

    private final String name;
    private final StateMachine machine;
    private final ReplicatedState state;
    private LocalDate today = LocalDate.EPOCH;
    private Bytes result = Bytes.EMPTY;
    private @Nullable Throwable thrown;
    private Digest digest;
    private ImmutableList<StateRecord> records = ImmutableList.of();
    private boolean isAsTold = true;

    /// `witness` is told of the changes too.
    Contestant(Implementation implementation, RecordChanges witness) {
        this.name = implementation.name();
        this.machine = new Watched(implementation.create(), witness);
        this.state =
                new ReplicatedState(
                        machine,
                        StateLimits.DEFAULT.withKeys(KeyLimits.DEFAULT.withOwnSession(KEYS)));
        this.digest = state.digest();
    }

    String name() {
        return name;
    }

    /// Executes `step`. What it throws is a difference like any other (rule P49).
    void execute(Step step) {
        today = step.today();
        var id = RequestId.own(SESSION, state.executed() + 1);
        var request = new Entry.Request(id, step.operation(), NOBODY);
        try {
            result = state.execute(entry(request), request).result();
            digest = state.digest();
        } catch (RuntimeException | AssertionError failure) {
            thrown = failure;
        }
    }

    private Entry entry(Entry.Content content) {
        long number = state.executed() + 1;
        return new Entry(number, new Stamp(number, Math.toIntExact(today.toEpochDay())), content);
    }

    /// Reads all records out of the store, and lets the host read them too, by marks.
    void read() {
        try {
            records = machine.records();
            var told = state.digest();
            // The host's reading that is under way ends, and then there is a whole one.
            int marks = 2 * (2 + (records.size() + KEYS) / StateLimits.DEFAULT.scrubRecords());
            for (int i = 0; i < marks; i++) {
                isAsTold &= state.mark(entry(new Entry.Mark(null))).equals(told);
            }
        } catch (RuntimeException | AssertionError failure) {
            thrown = failure;
        }
    }

    /// The last result in its canonical bytes.
    Bytes result() {
        return result;
    }

    /// What was answered last, in words.
    String answer() {
        return thrown == null ? Lines.answer(result) : thrown.toString();
    }

    /// The records that were read last.
    ImmutableList<StateRecord> records() {
        return records;
    }

    /// Whether the host's digest, added up from the store, was always the one that it has kept by
    /// the changes that it was told of.
    boolean isAsTold() {
        return isAsTold;
    }

    /// Whether both gave the same bytes, threw nothing, and are in states of the same digest.
    boolean agreesWith(Contestant other) {
        return thrown == null
                && other.thrown == null
                && result.equals(other.result)
                && digest.equals(other.digest);
    }

    /// Whether both could be read, have the same records stored, and those they have told of.
    boolean storesAs(Contestant other) {
        return thrown == null && isAsTold && records.equals(other.records);
    }
}
