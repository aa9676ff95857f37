package marquee.protocol.replication;

import com.google.common.base.Preconditions;
import com.google.common.collect.ImmutableList;
import marquee.protocol.Message;
import marquee.protocol.NodeId;
import marquee.protocol.wire.Bytes;
import org.jspecify.annotations.Nullable;

/// All messages of active replication with a fixed sequencer, grouped by who receives them. The
/// tables of docs/protocol.md say who sends each and why.
///
/// A `ticket` is a front end's own number for a request, and a `query` its number for a question;
/// both mean nothing beyond the life of that front end.
public sealed interface ReplicationMessage extends Message {

    /// What the sequencer can be told.
    sealed interface ToSequencer extends ReplicationMessage {
        /// From a front end: give `operation` its place in the total order. `newestStamp` is the
        /// newest time of the order that the front end knew when it took the request, so that a
        /// copy that comes too late is refused (rule P3).
        record Request(long ticket, RequestId id, long newestStamp, Bytes operation)
                implements ToSequencer {}

        /// From a front end: the keyed request `ticket` is answered or given up, so that it no
        /// longer counts against its actor.
        record Settled(long ticket) implements ToSequencer {}

        /// From a replica that is connected: send every entry after `executed`, in order. Sent
        /// again when the replica misses an entry.
        record Subscribe(ReplicaId from, long executed, SlotReport.Biography biography)
                implements ToSequencer {}

        /// From a replica that joins and cannot get the state of the others: send the order from
        /// its beginning.
        record SubscribeFromStart(ReplicaId from) implements ToSequencer {}

        /// From a replica, now and then: it has executed every entry up to `executed`.
        record Progress(ReplicaId from, long executed) implements ToSequencer {}

        /// From a replica: its state's `digest` at the mark `number`.
        record MarkDigest(ReplicaId from, long number, Digest digest) implements ToSequencer {}

        /// What replicas say about snapshots of their state.
        sealed interface OfSnapshot extends ToSequencer {
            /// Who says it.
            ReplicaId from();
        }

        /// From a replica that was asked for it: a chunk of its state at the mark `number`.
        record SnapshotChunk(ReplicaId from, long number, int place, Bytes chunk)
                implements OfSnapshot {}

        /// From a replica that was asked for it: its state at the mark `number` makes so many
        /// `chunks`, whose own checksums have this one together (rule P39).
        record SnapshotSum(ReplicaId from, long number, int chunks, Bytes sum)
                implements OfSnapshot {}

        /// From a replica: the state at `number` is not kept here, or not any more.
        record NoSnapshot(ReplicaId from, long number) implements OfSnapshot {}

        /// From a replica that is to start from the sequencer's snapshot of the state at `number`:
        /// send the chunk at `place`.
        record WantArchived(ReplicaId from, long number, int place) implements OfSnapshot {}

        /// From a front end: order a mark, and report the cluster once its digests are in.
        record ClusterQuery(long query) implements ToSequencer {}

        /// From a front end in a lab: stamp what comes from now on with `businessDay`, unless that
        /// would be backwards.
        record MoveBusinessDate(long query, int businessDay) implements ToSequencer {}

        /// From a front end in a lab: have `nodes` do wrong what `order` says.
        record ChangeFaults(long query, ImmutableList<NodeId> nodes, FaultOrder order)
                implements ToSequencer {
            /// The most nodes.
            public static final int NODES_MAX = 255;

            public ChangeFaults {
                Preconditions.checkArgument(nodes.size() <= NODES_MAX, "%s nodes", nodes.size());
            }
        }

        /// From a front end: how it judged replies of `replica` to its own requests. Incorrect ones
        /// at once, all others while there is a strike (rule P29).
        record Verdicts(ReplicaId replica, ImmutableList<Judgement> judgements)
                implements ToSequencer {}

        /// From a front end: `request` stands at `number` and is unanswered at its deadline, and
        /// others vote now than did there: order it once more (rule P5).
        record OrderAnew(Request request, long number) implements ToSequencer {}

        /// From a joining replica: it has the state of the group at `executed` (rule P38).
        record Ready(ReplicaId from, long executed) implements ToSequencer {}

        /// From a manager: a majority of the electorate wants what its `votes` are on.
        record Proposal(ImmutableList<Ballot.Vote> votes) implements ToSequencer {}

        /// From the manager that it is assigned to: the process of `replica`, which had begun, is
        /// not there any more.
        record Ended(ReplicaId replica) implements ToSequencer {}

        /// From a manager that is not in the electorate: it is there again.
        record Returned() implements ToSequencer {}

        /// What a manager's spare wants to learn next (docs/protocol.md, 4.11).
        sealed interface OfSpare extends ToSequencer {}

        /// From a manager: its spare has everything up to `executed`; send some of what follows, or
        /// tell of the snapshot if that is not kept any more.
        record WantEntries(long executed) implements OfSpare {}

        /// From a manager: its spare is to start from the sequencer's snapshot of the state at
        /// `number`; send the chunk at `place`.
        record WantPart(long number, int place) implements OfSpare {}
    }

    /// What a replica can be told.
    sealed interface ToReplica extends ReplicationMessage {
        /// From the sequencer: deliver `entry` when its turn has come.
        record Ordered(Entry entry) implements ToReplica {}

        /// From the sequencer: the subscription stands; entries after `from` follow, and the newest
        /// is `head`. Replies are owed for entries above `head` only, those up to it were ordered
        /// before this replica was there; one that joins owes none before it is activated (rule
        /// P38). One that has executed less than `from` needs the state there. The `membership`
        /// tells who else there is.
        record Subscribed(long head, long from, Membership membership) implements ToReplica {}

        /// From the sequencer, regularly: the newest entry is `head` (rule P15).
        record Head(long head) implements ToReplica {}

        /// From the sequencer: make the chunks of the state at the mark `number`, send those before
        /// `place`, and tell what all of them add up to.
        record WantSnapshot(long number, int place) implements ToReplica {}

        /// From the sequencer: what comes before `number` is not kept any more; the state there is,
        /// in so many `chunks`, which enough slots have added up to the same `sum`.
        record Archived(long number, int chunks, Bytes sum) implements ToReplica {}

        /// From the sequencer: a chunk of its snapshot of the state at `number`.
        record ArchivedChunk(long number, int place, Bytes chunk) implements ToReplica {}

        /// From the sequencer of a lab: do wrong what `order` says.
        record Misbehave(FaultOrder order) implements ToReplica {}

        /// From a front end: send the reply at `number`, to request `id`, once more (rule P7).
        record ReplyAgain(long number, RequestId id) implements ToReplica {}

        /// From a manager: say that the execution loop runs, and send what came of the request at
        /// `evidence`, if it was executed; of a later one if that is forgotten.
        record Probe(long nonce, long evidence) implements ToReplica {}

        /// From a replica, to one that joins: its state at the mark `number` has this `digest`, and
        /// can be had in chunks (rule P39).
        record StateAt(ReplicaId from, long number, Digest digest) implements ToReplica {}

        /// From a replica that joins: send the chunks of the state at `number` up to `place`.
        record WantChunk(ReplicaId from, long number, int place) implements ToReplica {}

        /// From a replica, to one that joins: a chunk of the state at `number`.
        record Chunk(ReplicaId from, long number, int place, Bytes chunk) implements ToReplica {
            /// The most bytes of one chunk.
            public static final int BYTES_MAX = 17 * 1024;
        }

        /// From a replica, to one that joins: the state at `number` is not kept here any more.
        record NoChunk(ReplicaId from, long number) implements ToReplica {}
    }

    /// What a replica manager can be told.
    sealed interface ToManager extends ReplicationMessage {
        /// From the sequencer, regularly and when the link comes up: the newest entry, its time,
        /// and the membership at it.
        record Standing(long head, Stamp stamp, Membership membership) implements ToManager {}

        /// From the sequencer: `entry` changes the membership, or tells of judgements.
        record Changed(Entry entry) implements ToManager {}

        /// From another manager.
        record Voted(Ballot.Vote vote) implements ToManager {}

        /// From a replica that was probed, out of its execution loop.
        record Alive(ReplicaId from, long nonce, long executed) implements ToManager {}

        /// From a replica that was probed: what came of the request that it was asked about, or of
        /// the oldest later one that it keeps.
        record Evidence(ReplicaId from, Outcome outcome) implements ToManager {}

        /// From a joining replica: it has come to `executed`, and has so many `chunks` of the state
        /// that it waits for.
        record JoinProgress(ReplicaId from, long executed, int chunks) implements ToManager {}

        /// From another manager, regularly.
        record Heartbeat() implements ToManager {}

        /// From the sequencer of a lab: do wrong what `order` says.
        record Misbehave(FaultOrder order) implements ToManager {}

        /// From a front end, once a second while somebody watches there: let it overhear what you
        /// find and think.
        record Watch() implements ToManager {}

        /// What a manager's spare is to learn (docs/protocol.md, 4.11).
        sealed interface ForSpare extends ToManager {}

        /// From the sequencer: some entries of the order, without a gap, while `head` is the newest
        /// that there is, and what the group has `agreed` on last; null for nothing in this life of
        /// the sequencer.
        record Entries(long head, @Nullable AgreedState agreed, ImmutableList<Entry> entries)
                implements ForSpare {
            /// The most entries.
            public static final int MAX = 128;

            public Entries {
                Preconditions.checkArgument(entries.size() <= MAX, "%s entries", entries.size());
            }
        }

        /// From the sequencer: what a spare wants is not kept any more, but the state at `number`
        /// is, in so many `chunks`, which enough slots have added up to the same `sum`.
        record SnapshotAt(long number, int chunks, Bytes sum) implements ForSpare {}

        /// From the sequencer: a chunk of its snapshot of the state at `number`.
        record Part(long number, int place, Bytes chunk) implements ForSpare {}
    }

    /// What a front end can be told.
    sealed interface ToFrontEnd extends ReplicationMessage {
        /// From the sequencer: request `ticket` has its place, `number`, and is judged by the view
        /// `view`; the newest stamp is `stampMillis` (rule P13).
        record Bound(long ticket, long number, long view, long stampMillis) implements ToFrontEnd {}

        /// From the sequencer: request `ticket` was certainly given no place by this message.
        record Rejected(long ticket, Reason reason) implements ToFrontEnd {}

        /// From the sequencer, regularly and when the link comes up: the newest entry, its time,
        /// and the membership at it.
        record Pulse(long head, Stamp stamp, Membership membership) implements ToFrontEnd {}

        /// From the sequencer: `entry` changes the membership, or tells of judgements.
        record Changed(Entry entry) implements ToFrontEnd {}

        /// From a replica: the outcome at one place, as it saw it.
        record Reply(ReplicaId from, Outcome outcome) implements ToFrontEnd {}

        /// From the sequencer: the cluster as it stands.
        record ClusterReport(
                long query, long next, Stamp stamp, long view, ImmutableList<SlotReport> slots)
                implements ToFrontEnd {}

        /// From the sequencer: whether the business date was moved, and what it is now.
        record BusinessDateMoved(long query, boolean moved, int businessDay)
                implements ToFrontEnd {}

        /// From the sequencer: the roles are told, or, where it is no lab, nobody is.
        record FaultsChanged(long query, boolean allowed) implements ToFrontEnd {}

        /// From the sequencer of a lab: do wrong what `order` says.
        record Misbehave(FaultOrder order) implements ToFrontEnd {}

        /// What managers let a front end overhear at which somebody watches: for people, nothing is
        /// decided by it.
        sealed interface Overheard extends ToFrontEnd {}

        /// From a manager: it has voted.
        record Voted(Ballot.Vote vote) implements Overheard {}

        /// From a manager: it has sent `suspect` the probe of this `round`, or had it `answered`.
        record Probed(ReplicaId suspect, long round, boolean answered) implements Overheard {}

        /// From the manager that has started it: `joiner` has come to `executed`, and has so many
        /// `chunks` of the state that it waits for.
        record Joining(ReplicaId joiner, long executed, int chunks) implements Overheard {}
    }

    /// Why the sequencer gives a request no place. The order is that of the wire form.
    enum Reason {
        /// Its actor has too many requests in flight.
        TOO_MANY_IN_FLIGHT,
        /// It is older than the keys that would recognise it.
        STALE,
        /// The order is as long as it may become, and nothing of it can be cut off (rule P20).
        HISTORY_FULL,
        /// It had one that was cut off, and by now its key may be forgotten: nobody can tell any
        /// more what came of it.
        FORGOTTEN
    }
}
