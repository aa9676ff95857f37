package marquee.replicas.host.state;

import com.google.common.collect.ImmutableList;
import marquee.applications.StateMachine;
import marquee.protocol.wire.Bytes;
import org.jspecify.annotations.Nullable;

/// The state as it was after one entry, chunk by chunk while later entries are executed (rule P40).
/// The chunks are those that would have been made at once, to the last byte.
///
/// It reads on in the stores where it stopped, and keeps the records that have changed since from
/// the part it has not come to. So it costs nothing but these while nobody goes on with it. One
/// that would have to keep more than [ExportLimits#bytesKept] ends as [Status#OVERRUN], and one of
/// a state that nobody could take in as [Status#TOO_LARGE].
///
/// Of one thread, that of its [ReplicatedState].
public final class StateExport {
    /// The most records that one call of [#next] reads: as many as fill a chunk, so that a call
    /// makes a chunk unless it meets records that came later. It reads no further than a chunk has
    /// bytes, but the last record whole.
    static final int STEP_RECORDS = Snapshot.CHUNK_RECORDS;

    private final SnapshotWriter writer;
    private final ReplyExport own;
    private final ReplyExport keyed;
    private final RecordExport records;
    private final int keptMax;
    private final long weightMax;
    private final int clients;
    private Status status = Status.RUNNING;
    private Snapshot.@Nullable Head head;

    /// How an export stands.
    public enum Status {
        /// There are further chunks.
        RUNNING,
        /// All chunks have been taken.
        COMPLETE,
        /// So much changed meanwhile that it was given up.
        OVERRUN,
        /// The state weighs more than [StateLimits#stateMax].
        TOO_LARGE,
        /// Nobody wants further chunks, or the state was replaced by another.
        CLOSED
    }

    /// Makes an export of what `application` and `replies` hold now.
    StateExport(Form form, StateMachine application, ReplyTable replies, StateLimits limits) {
        this.writer = new SnapshotWriter(form.seal());
        this.head = form.head();
        this.own = new ReplyExport(replies.replies(true), form.head().number());
        this.keyed = new ReplyExport(replies.replies(false), form.head().number());
        this.records = new RecordExport(application);
        this.keptMax = limits.exports().bytesKept();
        this.weightMax = limits.stateMax();
        this.clients = replies.clients();
    }

    /// Of which state it is, and what its chunks end with.
    record Form(Snapshot.Head head, Seal seal) {}

    /// How it stands.
    public Status status() {
        return status;
    }

    /// Works on for a bounded time, in most cases well below a millisecond.
    ///
    /// @return the next chunk; null if it is not full yet, and null if [#status] says that there is
    ///   none
    public @Nullable Bytes next() {
        if (status != Status.RUNNING) {
            return null;
        }
        if (head != null) {
            var chunk = writer.head(head);
            head = null;
            return chunk;
        }
        int left = STEP_RECORDS;
        left = own.write(writer, left);
        left = keyed.write(writer, left);
        left = records.write(writer, left);
        if (weight() > weightMax) {
            end(Status.TOO_LARGE);
            return null;
        }
        if (writer.isFull()) {
            return writer.chunk(Snapshot.FURTHER);
        }
        if (left == 0) {
            return null;
        }
        status = Status.COMPLETE;
        return writer.chunk(Snapshot.LAST);
    }

    /// All further chunks, for a caller that can wait. Nothing is executed meanwhile, so only a
    /// state that is too large ends before the last one.
    public ImmutableList<Bytes> rest() {
        var chunks = ImmutableList.<Bytes>builder();
        while (status == Status.RUNNING) {
            var chunk = next();
            if (chunk != null) {
                chunks.add(chunk);
            }
        }
        return chunks.build();
    }

    /// Ends it, if it has not ended, and forgets what it keeps.
    public void close() {
        end(Status.CLOSED);
    }

    /// What the state weighs, as far as it was read, in bytes: what [StateLimits#stateMax] limits.
    public long weight() {
        return writer.weight(clients);
    }

    /// How many records beyond its place have changed since, and are kept as they were.
    public int kept() {
        return own.kept() + keyed.kept() + records.kept();
    }

    /// The application's record `key` had the value `before` until now; null is no record.
    ///
    /// @return whether it has to be told of further changes
    boolean changed(Bytes key, @Nullable Bytes before) {
        if (status == Status.RUNNING) {
            records.changed(key, before);
        }
        return goesOn();
    }

    /// `reply` is about to leave the reply table.
    ///
    /// @return whether it has to be told of further changes
    boolean dropped(KeptReply reply) {
        if (status == Status.RUNNING) {
            (reply.isOwnSession() ? own : keyed).dropped(reply);
        }
        return goesOn();
    }

    private boolean goesOn() {
        if (own.keptBytes() + keyed.keptBytes() + records.keptBytes() > keptMax) {
            end(Status.OVERRUN);
        }
        return status == Status.RUNNING;
    }

    private void end(Status how) {
        if (status == Status.RUNNING) {
            status = how;
            own.forget();
            keyed.forget();
            records.forget();
        }
    }
}
