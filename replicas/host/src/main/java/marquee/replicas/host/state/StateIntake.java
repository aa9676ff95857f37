package marquee.replicas.host.state;

import com.google.common.collect.ImmutableList;
import marquee.applications.StateMachine.StateRecord;
import marquee.protocol.replication.Digest;
import marquee.protocol.wire.Bytes;
import org.jspecify.annotations.Nullable;

/// A state that comes in chunk by chunk, beside the one that there is: each chunk is read when it
/// is there, while others are on their way. The reply table is filled and the digest added up; the
/// application's records are kept, since only they all can be a state (rules P39 and P41). It is
/// put in the place of the other one by [ReplicatedState#restore(StateIntake)].
///
/// Used by one thread.
public final class StateIntake {
    private final SnapshotReader reader = new SnapshotReader(new Filling());
    private final StateChanges changes = new StateChanges(new StateDigest());
    private final ImmutableList.Builder<StateRecord> application = ImmutableList.builder();
    private final ReplyTable replies;
    private final Seal seal;
    private final long weightMax;
    private Snapshot.@Nullable Head head;
    private int chunks;
    private long bytes;
    private long records;
    private boolean ended;

    StateIntake(StateLimits limits, Seal seal) {
        this.seal = seal;
        this.weightMax = limits.stateMax();
        this.replies = new ReplyTable(limits.keys(), changes);
    }

    /// How many chunks are here, which is the place of the next one.
    public int chunks() {
        return chunks;
    }

    /// Which state it is; null as long as no chunk is here.
    Snapshot.@Nullable Head head() {
        return head;
    }

    /// Whether it is the state after the entry `number` with that `digest`, as far as its first
    /// chunk says; false as long as no chunk is here.
    public boolean isOf(long number, @Nullable Digest digest) {
        return head != null && head.number() == number && head.digest().equals(digest);
    }

    /// What a chunk was worth.
    public enum Taken {
        /// It is read.
        READ,
        /// It is damaged, or not the next one. Nothing has changed.
        DAMAGED,
        /// It is as it was sent, and no part of a state that goes on like this, or the state weighs
        /// too much: nothing that came is of use any more.
        IMPOSSIBLE
    }

    /// Takes the next chunk, which is checked before anything of it is used.
    ///
    /// @param chunk whatever came, of which nothing is believed
    /// @return what it was worth; never an exception
    public Taken take(Bytes chunk) {
        var body = ended ? null : Snapshot.body(seal, chunk, chunks);
        if (body == null) {
            return Taken.DAMAGED;
        }
        ended = Snapshot.isLast(chunk);
        chunks++;
        bytes += body.remaining();
        boolean possible;
        if (head == null) {
            head = Snapshot.head(body);
            possible = head != null;
        } else {
            possible = reader.read(chunk, body.position(), body.remaining());
        }
        boolean tooLarge = Snapshot.weight(bytes, records, replies.clients()) > weightMax;
        return possible && !tooLarge ? Taken.READ : Taken.IMPOSSIBLE;
    }

    /// Whether the last chunk is here.
    public boolean isComplete() {
        return ended;
    }

    /// Whether what came is all of a state with the digest that its head names.
    boolean isWhole() {
        return ended
                && head != null
                && reader.complete()
                && changes.digest().digest().equals(head.digest());
    }

    /// The application's records.
    ImmutableList<StateRecord> application() {
        return application.build();
    }

    /// The reply table.
    ReplyTable replies() {
        return replies;
    }

    /// Who is told what changes in the reply table.
    StateChanges changes() {
        return changes;
    }

    private final class Filling implements SnapshotReader.Records {
        @Override
        public void application(Bytes key, Bytes value) {
            records++;
            changes.changed(key, null, value);
            application.add(new StateRecord(key, value));
        }

        @Override
        public boolean reply(KeptReply reply) {
            records++;
            return head != null
                    && reply.lastNumber <= head.number()
                    && reply.lastMillis <= head.stamp().millis()
                    && replies.restore(reply);
        }
    }
}
