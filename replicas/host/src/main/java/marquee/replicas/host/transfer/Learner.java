package marquee.replicas.host.transfer;

import static com.google.common.base.Preconditions.checkState;

import com.google.common.collect.ImmutableList;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import marquee.applications.StateMachine;
import marquee.protocol.replication.AgreedState;
import marquee.protocol.replication.Digest;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.MembershipChange;
import marquee.protocol.replication.ReplicationMessage.ToManager.Entries;
import marquee.protocol.replication.ReplicationMessage.ToManager.ForSpare;
import marquee.protocol.replication.ReplicationMessage.ToManager.Part;
import marquee.protocol.replication.ReplicationMessage.ToManager.SnapshotAt;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.OfSpare;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.WantEntries;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.WantPart;
import marquee.replicas.host.state.ReplicatedState;
import marquee.replicas.host.state.StateLimits;
import org.jspecify.annotations.Nullable;

/// How a spare comes to the state of the group before it is called: it learns the order as the
/// sequencer has it, from its beginning or from the snapshot, some entries at a time, and votes on
/// nothing (a learner; Lamport 1998). The order has been told by no replica, so it need not be
/// proved by any; a snapshot has been vouched for by enough of them (docs/protocol.md, 4.11).
///
/// Used by one thread.
public final class Learner {
    /// At how many of the newest marks it remembers its digest.
    static final int MARKS_MAX = 64;

    private final Function<String, StateMachine> applications;
    private final StateLimits limits;
    private ImmutableList<String> implementations = ImmutableList.of();
    private Repertoire repertoire;
    private ReplicatedState state;
    private @Nullable ArchiveIntake archive;
    private final NavigableMap<Long, Digest> marks = new TreeMap<>();
    private OfSpare wish = new WantEntries(0);
    private boolean complete;

    /// Makes one that knows nothing yet.
    ///
    /// @param applications makes the application of an implementation, in its empty start state
    /// @param limits those of the state of the replica that it will be
    public Learner(Function<String, StateMachine> applications, StateLimits limits) {
        this.applications = applications;
        this.limits = limits;
        this.repertoire = new Repertoire(applications);
        this.state = new ReplicatedState(repertoire, limits);
    }

    /// Prepares for being called for one of `names`, which are implementations; one at least.
    ///
    /// @return what it wants to learn first, where it has not begun yet
    public @Nullable OfSpare hold(ImmutableList<String> names) {
        boolean begins = implementations.isEmpty();
        implementations = names;
        if (begins) {
            return begin();
        }
        holdEnough();
        return null;
    }

    /// Forgets all that it has learned.
    ///
    /// @return what it wants to learn first; null if nobody has said for which implementations
    public @Nullable OfSpare begin() {
        if (implementations.isEmpty()) {
            return null;
        }
        clear();
        archive = null;
        wish = new WantEntries(0);
        return wish;
    }

    private void clear() {
        repertoire = new Repertoire(applications);
        state = new ReplicatedState(repertoire, limits);
        marks.clear();
        complete = false;
        holdEnough();
    }

    /// Learns.
    ///
    /// @return what it wants to learn next, or still; null if nobody has said for which
    ///   implementations
    /// @throws IllegalStateException if the applications cannot go on, or what it knows is not what
    ///   the group has agreed on (rule P49), or no snapshot comes as it was vouched for
    public @Nullable OfSpare learn(ForSpare lesson) {
        if (implementations.isEmpty()) {
            return null; // An answer to an earlier spare.
        }
        switch (lesson) {
            case Entries entries -> execute(entries);
            case SnapshotAt at -> begin(at);
            case Part part -> take(part);
        }
        return wish;
    }

    /// The newest entry that it knows.
    public long executed() {
        return state.executed();
    }

    /// Whether it has come to the end of the order once since it began, and so knows what others
    /// know, or nearly.
    public boolean isComplete() {
        return complete;
    }

    /// What it has learned, on an application of `implementation`; null if it knows nothing.
    /// Nothing can be learned afterwards.
    public @Nullable ReplicatedState learned(String implementation) {
        if (archive != null || state.executed() == 0) {
            return null;
        }
        var _ = state.wrap(_ -> repertoire.application(implementation));
        return state;
    }

    private void execute(Entries lesson) {
        if (archive != null) {
            return; // Too late.
        }
        lesson.entries().forEach(this::execute);
        compare(lesson.agreed());
        if (!complete && lesson.head() - state.executed() <= Entries.MAX) {
            complete = true;
            holdEnough();
        }
        wish = new WantEntries(state.executed());
    }

    private void compare(@Nullable AgreedState agreed) {
        var own = agreed == null ? null : marks.get(agreed.number());
        boolean same = agreed == null || own == null || own.equals(agreed.digest());
        checkState(same, "the state is not the group's, which is %s", agreed);
    }

    /// As long as there is much to learn it is learned once: others are filled sooner than they
    /// would execute it.
    private void holdEnough() {
        repertoire.hold(complete ? implementations : implementations.subList(0, 1));
    }

    private void execute(Entry entry) {
        if (entry.number() != state.executed() + 1) {
            return; // Of an answer that something has made needless.
        }
        switch (entry.content()) {
            case Entry.Request request -> {
                var _ = state.execute(entry, request);
            }
            case Entry.Mark _ -> mark(entry);
            case MembershipChange _ -> state.pass(entry);
        }
    }

    private void mark(Entry entry) {
        marks.put(entry.number(), state.mark(entry));
        if (marks.size() > MARKS_MAX) {
            marks.pollFirstEntry();
        }
        checkState(state.corrections() == 0, "the state is not what was executed");
    }

    /// What it knows is too old to go on from.
    private void begin(SnapshotAt at) {
        boolean known = archive != null && archive.number() == at.number();
        if (known || at.number() <= state.executed() || at.chunks() == 0) {
            return;
        }
        clear();
        archive = new ArchiveIntake(at.number(), at.chunks(), at.sum());
        wish = new WantPart(at.number(), 0);
    }

    private void take(Part part) {
        var intake = archive;
        if (intake == null || !intake.take(part.number(), part.place(), part.chunk())) {
            return;
        }
        wish = intake.isComplete() ? finish(intake) : new WantPart(part.number(), intake.count());
    }

    private OfSpare finish(ArchiveIntake intake) {
        if (!intake.isRight()) {
            intake.restart();
            return new WantPart(intake.number(), 0);
        }
        archive = null;
        boolean restored = state.restore(intake.chunks()) && executed() == intake.number();
        checkState(restored, "the snapshot at %s is no state to start from", intake.number());
        return new WantEntries(executed());
    }
}
