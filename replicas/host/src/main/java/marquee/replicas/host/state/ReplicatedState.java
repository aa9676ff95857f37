package marquee.replicas.host.state;

import static com.google.common.base.Preconditions.checkState;

import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import marquee.applications.StateMachine;
import marquee.protocol.replication.Digest;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.Outcome;
import marquee.protocol.replication.Outcome.Verdict;
import marquee.protocol.replication.RequestId;
import marquee.protocol.replication.Stamp;
import marquee.protocol.wire.Bytes;
import org.jspecify.annotations.Nullable;

/// What all correct replicas have in common after the same entries, whatever their implementation:
/// the application's state, the reply table, and the digest of both. It is given the entries in
/// their order, each once, and gives the state away in a form that every other one reads (rule
/// P40).
///
/// Used by one thread; so are its exports.
public final class ReplicatedState {
    private StateMachine application;
    private final StateLimits limits;
    private StateChanges changes = new StateChanges(new StateDigest());
    private ReplyTable replies;
    private long executed;
    private Stamp stamp = Stamp.ZERO;
    private LocalDate businessDate = LocalDate.EPOCH;
    private long repeats;
    private long corrections;

    /// Makes the state before the first entry.
    ///
    /// @param application in its empty start state; this state's own from now on
    public ReplicatedState(StateMachine application, StateLimits limits) {
        this.application = application;
        this.limits = limits;
        this.replies = new ReplyTable(limits.keys(), changes);
    }

    /// The number of the newest entry executed.
    public long executed() {
        return executed;
    }

    /// The stamp of the newest entry executed.
    public Stamp stamp() {
        return stamp;
    }

    /// How many requests named an id that another entry had named.
    public long repeats() {
        return repeats;
    }

    /// How often a full scrub found another state than the digest told of (rule P31).
    public long corrections() {
        return corrections;
    }

    /// The digest of an operation, by which a repeat is told from another request under its id.
    public Digest operation(Bytes operation) {
        return changes.digest().operation(operation);
    }

    /// The state's digest.
    public Digest digest() {
        return changes.digest().digest();
    }

    /// Executes the next entry, a request: at most once, and never another operation under a known
    /// id (rules P2 to P5).
    public Outcome execute(Entry entry, Entry.Request request) {
        return execute(entry, request, operation(request.operation()));
    }

    /// As [#execute(Entry, Entry.Request)], for a caller that needs the digest of the operation
    /// too.
    ///
    /// @param operation what [#operation] gives for the operation of `request`
    public Outcome execute(Entry entry, Entry.Request request, Digest operation) {
        advance(entry);
        var id = request.id();
        long number = entry.number();
        var known = replies.find(id);
        if (known != null) {
            repeats++;
            boolean reused = !known.operation().equals(operation);
            replies.name(known, known.named(number, stamp.millis(), reused));
            return reused ? reused(number, id) : executed(number, known);
        }
        if (!replies.makeRoom(id, stamp.millis())) {
            return new Outcome(number, number, id, Verdict.KEYS_EXHAUSTED, Bytes.EMPTY);
        }
        var result = application.execute(businessDate, request.operation(), changes);
        checkState(result.length() <= Outcome.RESULT_MAX, "a result of %s", result.length());
        replies.keep(id, new ReplyTable.Executed(number, stamp.millis(), operation, result));
        return new Outcome(number, number, id, Verdict.EXECUTED, result);
    }

    /// Executes the next entry, a mark: a part of the state is read again.
    ///
    /// @return the state's digest there
    public Digest mark(Entry entry) {
        advance(entry);
        var digest = changes.digest();
        if (digest.scrub().advance(application, replies, limits.scrubRecords())
                && digest.correct()) {
            corrections++;
        }
        return digest.digest();
    }

    /// Executes the next entry, which says nothing to the state.
    public void pass(Entry entry) {
        advance(entry);
    }

    /// What came of the request `id` at `number`, as far as the reply table still tells.
    public @Nullable Outcome outcome(long number, RequestId id) {
        var known = replies.find(id);
        return known == null ? null : outcome(number, known);
    }

    /// What came of the request at `number`, whichever it was, as far as the reply table still
    /// tells. It takes as long as there are replies that were named since.
    public @Nullable Outcome outcome(long number) {
        var known = replies.find(number);
        return known == null ? null : outcome(number, known);
    }

    private static @Nullable Outcome outcome(long number, KeptReply known) {
        if (known.lastNumber == number && known.lastReused) {
            return reused(number, known.id());
        }
        return known.isOf(number) ? executed(number, known) : null;
    }

    /// Begins an export of the state as it stands after the newest entry executed, in chunks with a
    /// `seal`.
    ///
    /// @return null if [ExportLimits#running] others run
    public @Nullable StateExport export(Seal seal) {
        if (changes.exports() >= limits.exports().running()) {
            return null;
        }
        var head = new Snapshot.Head(executed, stamp, digest());
        var form = new StateExport.Form(head, seal);
        var export = new StateExport(form, application, replies, limits);
        changes.follow(export);
        return export;
    }

    /// Begins to take in another state in chunks with a `seal`; this one stays as it is.
    public StateIntake intake(Seal seal) {
        return new StateIntake(limits, seal);
    }

    /// Puts the state that `intake` has taken in, and that nobody uses otherwise, in the place of
    /// this one, and closes the exports of this one.
    ///
    /// @return whether that was done; false, and nothing changed, if it is not whole, or no
    ///   possible state
    public boolean restore(StateIntake intake) {
        var head = intake.head();
        if (head == null || !intake.isWhole() || !application.restore(intake.application())) {
            return false;
        }
        changes.closeExports();
        changes = intake.changes();
        replies = intake.replies();
        executed = head.number();
        stamp = head.stamp();
        businessDate = LocalDate.ofEpochDay(stamp.businessDay());
        return true;
    }

    /// As [#restore(StateIntake)], of `chunks`, all those of one export for an archive.
    public boolean restore(List<Bytes> chunks) {
        var intake = intake(Seal.ARCHIVE);
        for (var chunk : chunks) {
            if (intake.take(chunk) != StateIntake.Taken.READ) {
                return false;
            }
        }
        return restore(intake);
    }

    /// Has the application's records lie in `other` from now on.
    ///
    /// @param other in its empty start state; this state's own from now on
    public void moveTo(StateMachine other) {
        boolean moved = other.restore(application.records());
        checkState(moved, "the records at %s are no state", executed);
        application = other;
    }

    /// Has its application be used by way of what `around` puts around it, which shows the same
    /// records.
    public <T extends StateMachine> T wrap(Function<StateMachine, T> around) {
        var outer = around.apply(application);
        application = outer;
        return outer;
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
        return new Outcome(number, known.firstNumber, known.id(), Verdict.EXECUTED, known.result);
    }

    private static Outcome reused(long number, RequestId id) {
        return new Outcome(number, number, id, Verdict.KEY_REUSED, Bytes.EMPTY);
    }
}
