package marquee.replicas.host;

import static com.google.common.base.Preconditions.checkState;

import com.google.common.collect.ImmutableList;
import java.util.function.Function;
import marquee.applications.StateMachine;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.MembershipChange;
import marquee.protocol.replication.ReplicationMessage.ToManager.Entries;
import marquee.protocol.replication.ReplicationMessage.ToManager.ForSpare;
import marquee.protocol.replication.ReplicationMessage.ToManager.Part;
import marquee.protocol.replication.ReplicationMessage.ToManager.SnapshotAt;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.OfSpare;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.WantEntries;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.WantPart;
import org.jspecify.annotations.Nullable;

/// How a spare comes to the state of the group before it is called: it learns the order as the
/// sequencer has it, from its beginning or from the snapshot, some entries at a time, and votes on
/// nothing (a learner; Lamport 1998). What it knows has been told by no replica, so it need not be
/// proved by any (docs/protocol.md, 4.11).
///
/// Used by one thread.
public final class Learner {
    /// How many entries it may be behind and still be of use: others give their state sooner than
    /// it executes more.
    public static final long LAG_MAX = 16_384;

    private final Function<String, StateMachine> applications;
    private final ReplicaLimits limits;
    private ImmutableList<String> implementations = ImmutableList.of();
    private Repertoire repertoire;
    private ReplicatedState state;
    private @Nullable ArchiveIntake archive;
    private long head;
    private boolean complete;

    /// Makes one that knows nothing yet.
    ///
    /// @param applications makes the application of an implementation, in its empty start state
    /// @param limits those of the replica that it will be
    public Learner(Function<String, StateMachine> applications, ReplicaLimits limits) {
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
        repertoire = new Repertoire(applications);
        state = new ReplicatedState(repertoire, limits);
        archive = null;
        head = 0;
        complete = false;
        holdEnough();
        return new WantEntries(0);
    }

    /// Learns.
    ///
    /// @return what it wants to learn next; null if it has not learned anything: something else is
    ///   on its way, or nothing will be of use
    /// @throws IllegalStateException if the application cannot go on (rule P49)
    public @Nullable OfSpare learn(ForSpare lesson) {
        return switch (lesson) {
            case Entries entries -> execute(entries);
            case SnapshotAt at -> begin(at);
            case Part part -> take(part);
        };
    }

    /// The newest entry that it knows.
    public long executed() {
        return state.executed();
    }

    /// What it has learned, on an application of `implementation`; null if that is too little to be
    /// of use. Nothing can be learned afterwards.
    public @Nullable ReplicatedState learned(String implementation) {
        boolean isNear = archive == null && head - state.executed() <= LAG_MAX;
        if (!isNear || state.executed() == 0) {
            return null;
        }
        var _ = state.wrap(_ -> repertoire.application(implementation));
        return state;
    }

    private @Nullable OfSpare execute(Entries lesson) {
        long before = state.executed();
        if (archive == null) {
            lesson.entries().forEach(this::execute);
        }
        head = Math.max(head, lesson.head());
        if (!complete && state.executed() == head) {
            complete = true;
            holdEnough();
        }
        return state.executed() > before ? new WantEntries(state.executed()) : null;
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
            case Entry.Mark _ -> {
                var _ = state.mark(entry);
            }
            case MembershipChange _ -> state.pass(entry);
        }
    }

    private @Nullable OfSpare begin(SnapshotAt at) {
        if (at.number() <= state.executed() || at.chunks() == 0) {
            return null;
        }
        archive = new ArchiveIntake(at.number(), at.chunks(), at.sum());
        return new WantPart(at.number(), 0);
    }

    private @Nullable OfSpare take(Part part) {
        var intake = archive;
        if (intake == null || !intake.take(part.number(), part.place(), part.chunk())) {
            return null;
        }
        if (!intake.isComplete()) {
            return new WantPart(intake.number(), intake.count());
        }
        if (!intake.isRight()) {
            return null; // What is wrong on the sequencer's disk does not get better.
        }
        archive = null;
        boolean restored = state.restore(intake.chunks()) && executed() == intake.number();
        checkState(restored, "what slots have vouched for at %s is no state", intake.number());
        return new WantEntries(executed());
    }
}
