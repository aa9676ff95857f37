package marquee.replicas.host;

import static com.google.common.base.Preconditions.checkState;

import com.google.common.collect.ImmutableList;
import java.time.LocalDate;
import java.util.List;
import marquee.applications.StateMachine;
import marquee.protocol.replication.Digest;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.Outcome;
import marquee.protocol.replication.Outcome.Verdict;
import marquee.protocol.replication.RequestId;
import marquee.protocol.replication.Stamp;
import marquee.protocol.wire.Bytes;
import org.jspecify.annotations.Nullable;

/// What all correct replicas have in common after the same entries: the application's state, the
/// reply table, and the digest of both. It is given the entries in their order, each once.
final class ReplicatedState {
    private final StateMachine application;
    private final ReplicaLimits limits;
    private StateDigest digest = new StateDigest();
    private ReplyTable replies;
    private long executed;
    private Stamp stamp = Stamp.ZERO;
    private LocalDate businessDate = LocalDate.EPOCH;
    private long repeats;
    private long corrections;

    ReplicatedState(StateMachine application, ReplicaLimits limits) {
        this.application = application;
        this.limits = limits;
        this.replies = new ReplyTable(limits.keys(), digest);
    }

    /// The newest entry executed.
    long executed() {
        return executed;
    }

    /// The stamp of the newest entry executed.
    Stamp stamp() {
        return stamp;
    }

    /// How many requests named an id that another entry had named.
    long repeats() {
        return repeats;
    }

    /// How often a full scrub found another state than the digest told of.
    long corrections() {
        return corrections;
    }

    /// The digest of an operation.
    Digest operation(Bytes operation) {
        return digest.operation(operation);
    }

    /// The state's digest.
    Digest digest() {
        return digest.digest();
    }

    /// Executes the next entry, a request for the operation with the digest `operation`: at most
    /// once, and never another operation under a known id (rules P2 to P5).
    Outcome execute(Entry entry, Entry.Request request, Digest operation) {
        advance(entry);
        var id = request.id();
        long number = entry.number();
        var known = replies.find(id);
        if (known != null) {
            repeats++;
            boolean reused = !known.operation.equals(operation);
            replies.name(known, known.named(number, stamp.millis(), reused));
            return reused ? reused(number, id) : executed(number, known);
        }
        if (!replies.makeRoom(id, stamp.millis())) {
            return new Outcome(number, number, id, Verdict.KEYS_EXHAUSTED, Bytes.EMPTY);
        }
        var result = application.execute(businessDate, request.operation(), digest);
        checkState(result.length() <= Outcome.RESULT_MAX, "a result of %s", result.length());
        replies.keep(id, new ReplyTable.Executed(number, stamp.millis(), operation, result));
        return new Outcome(number, number, id, Verdict.EXECUTED, result);
    }

    /// Executes the next entry, a mark: a part of the state is read again.
    ///
    /// @return the state's digest there
    Digest mark(Entry entry) {
        advance(entry);
        if (digest.scrub().advance(application, replies, limits.scrubRecords())
                && digest.correct()) {
            corrections++;
        }
        return digest.digest();
    }

    /// What came of the request `id` at `number`, as far as the reply table still tells.
    @Nullable Outcome outcome(long number, RequestId id) {
        var known = replies.find(id);
        if (known != null && known.lastNumber == number && known.lastReused) {
            return reused(number, id);
        }
        return known != null && (known.firstNumber == number || known.lastNumber == number)
                ? executed(number, known)
                : null;
    }

    /// The state in its canonical form, as chunks (rule P40).
    ImmutableList<Bytes> snapshot() {
        var writer = new SnapshotWriter(new Snapshot.Head(executed, stamp, digest()));
        application.scan(null, writer::application);
        for (boolean ownSession : new boolean[] {false, true}) {
            var reply = replies.replies(ownSession).oldest();
            for (; reply != null; reply = reply.newer) {
                writer.reply(reply);
            }
        }
        return writer.finish();
    }

    /// Puts the state that `chunks` describe in the place of this one.
    ///
    /// @return whether that was done; false, and nothing changed, if they are damaged or describe
    ///   no possible state
    boolean restore(List<Bytes> chunks) {
        var snapshot = Snapshot.read(chunks);
        if (snapshot == null) {
            return false;
        }
        var newDigest = new StateDigest();
        var newReplies = new ReplyTable(limits.keys(), newDigest);
        for (var reply : snapshot.replies()) {
            boolean past =
                    reply.lastNumber <= snapshot.head().number()
                            && reply.lastMillis <= snapshot.head().stamp().millis();
            if (!past || !newReplies.restore(reply)) {
                return false;
            }
        }
        for (var record : snapshot.application()) {
            newDigest.changed(record.key(), null, record.value());
        }
        if (!newDigest.digest().equals(snapshot.head().digest())
                || !application.restore(snapshot.application())) {
            return false;
        }
        digest = newDigest;
        replies = newReplies;
        executed = snapshot.head().number();
        stamp = snapshot.head().stamp();
        businessDate = LocalDate.ofEpochDay(stamp.businessDay());
        return true;
    }

    private void advance(Entry entry) {
        checkState(entry.number() == executed + 1, "%s after %s", entry.number(), executed);
        executed = entry.number();
        if (entry.stamp().businessDay() != stamp.businessDay()) {
            businessDate = LocalDate.ofEpochDay(entry.stamp().businessDay());
        }
        stamp = entry.stamp();
    }

    private static Outcome executed(long number, KeptReply known) {
        return new Outcome(number, known.firstNumber, known.id, Verdict.EXECUTED, known.result);
    }

    private static Outcome reused(long number, RequestId id) {
        return new Outcome(number, number, id, Verdict.KEY_REUSED, Bytes.EMPTY);
    }
}
