package marquee.replicas.host;

import static com.google.common.base.Preconditions.checkState;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import marquee.protocol.replication.Digest;
import marquee.protocol.replication.RequestId;
import marquee.protocol.wire.Bytes;
import marquee.protocol.wire.WireWriter;
import org.jspecify.annotations.Nullable;

/// The replies by the ids of their requests, so that each request takes effect at most once. It is
/// replicated state: what it holds follows from the executed entries alone, and its records enter
/// the digest and the snapshot (docs/protocol.md, rules P2 and P3).
///
/// Keys of clients: the oldest go beyond [KeyLimits#perClient] of their client and beyond
/// [KeyLimits#kept] of all, and only those that no entry has named for [KeyLimits#youngMillis].
/// Keys of a front end's own session: the last [KeyLimits#ownSession] stay, whatever their age. A
/// session of a front end that has ended goes wholly once [KeyLimits#ownSessions] others have been
/// used since.
final class ReplyTable {
    private final KeyLimits limits;
    private final ReplyChanges changes;

    /// Each client's replies in the order in which they were last named. Front ends' own sessions
    /// are in the same order among themselves, the others in none that matters.
    private final Map<String, Deque<KeptReply>> clients = new HashMap<>();

    private final SequencedMap<String, Deque<KeptReply>> ownSessions = new LinkedHashMap<>();
    private final ReplyIndex index = new ReplyIndex();
    private final Recency keyed = new Recency();
    private final Recency own = new Recency();
    private final WireWriter scratch = new WireWriter(RecordHash.RECORD_MAX);

    ReplyTable(KeyLimits limits, ReplyChanges changes) {
        this.limits = limits;
        this.changes = changes;
    }

    /// The replies to keyed requests, or those to front ends' own.
    Recency replies(boolean ownSession) {
        return ownSession ? own : keyed;
    }

    /// The reply to `id`, if there is one.
    @Nullable KeptReply find(RequestId id) {
        KeptReply.writeKey(scratch.clear().u8(RecordHash.REPLY), id);
        return index.find(KeptReply.hash(id), scratch.buffer(), scratch.length());
    }

    /// `naming` names the request of `reply` again.
    void name(KeptReply reply, KeptReply.Naming naming) {
        remove(reply);
        append(reply.named(naming, scratch));
    }

    /// The reply to the request that the entry `number` named, if it is still told.
    @Nullable KeptReply find(long number) {
        var found = keyed.find(number);
        return found == null ? own.find(number) : found;
    }

    /// Makes room for a new key at the time `millis`.
    ///
    /// @return whether there is room; there always is for a front end's own request
    boolean makeRoom(RequestId id, long millis) {
        var session = sessions(id.isOwnSession()).get(id.client());
        if (id.isOwnSession()) {
            makeRoomOfOwn(session);
            return true;
        }
        int evictions = 0;
        while (session != null && session.size() >= limits.perClient()) {
            var oldest = session.getFirst();
            if (isYoung(oldest, millis) || evictions++ == KeyLimits.EVICTIONS_MAX) {
                break;
            }
            remove(oldest);
        }
        while (keyed.size() >= limits.kept()) {
            var oldest = keyed.oldest();
            if (oldest == null
                    || isYoung(oldest, millis)
                    || evictions++ >= KeyLimits.EVICTIONS_MAX) {
                break;
            }
            remove(oldest);
        }
        return keyed.size() < limits.most();
    }

    /// Keeps the `result` that the request `id`, for which there is room, has at `number`.
    void keep(RequestId id, Executed executed) {
        append(KeptReply.of(id, executed, scratch));
    }

    /// Puts back a reply that was read from a snapshot, after all that were last named before it.
    ///
    /// @return false if it cannot come after what is there
    boolean restore(KeptReply reply) {
        var list = replies(reply.isOwnSession());
        var newest = list.newest();
        boolean ascending =
                newest == null
                        || (newest.lastNumber < reply.lastNumber
                                && newest.lastMillis <= reply.lastMillis);
        if (!ascending || !index.add(reply)) {
            return false;
        }
        int ofSession = appendIndexed(reply);
        return keyed.size() <= limits.most()
                && ownSessions.size() <= limits.ownSessions()
                && (list == keyed || ofSession <= limits.ownSession());
    }

    /// What a request resulted in.
    record Executed(long number, long millis, Digest operation, Bytes result) {}

    private void makeRoomOfOwn(@Nullable Deque<KeptReply> session) {
        if (session != null) {
            if (session.size() >= limits.ownSession()) {
                remove(session.getFirst());
            }
        } else if (ownSessions.size() >= limits.ownSessions()) {
            var silent = ownSessions.firstEntry().getValue();
            while (!silent.isEmpty()) {
                remove(silent.getFirst());
            }
        }
    }

    private boolean isYoung(KeptReply reply, long millis) {
        return millis - reply.lastMillis < limits.youngMillis();
    }

    private void append(KeptReply reply) {
        checkState(index.add(reply), "%s is there already", reply.firstNumber);
        var _ = appendIndexed(reply);
    }

    /// @return how many replies its session has now
    private int appendIndexed(KeptReply reply) {
        boolean isOwn = reply.isOwnSession();
        var client = reply.client();
        var session = sessions(isOwn).computeIfAbsent(client, name -> new ArrayDeque<>(1));
        session.addLast(reply);
        if (isOwn) {
            ownSessions.putLast(client, session);
        }
        replies(isOwn).append(reply);
        changes.kept(reply);
        return session.size();
    }

    private void remove(KeptReply reply) {
        changes.dropped(reply);
        boolean isOwn = reply.isOwnSession();
        replies(isOwn).remove(reply);
        index.remove(reply);
        var client = reply.client();
        var session = sessions(isOwn).get(client);
        // Mostly it is the first one.
        if (session != null && session.remove(reply) && session.isEmpty()) {
            sessions(isOwn).remove(client);
        }
    }

    private Map<String, Deque<KeptReply>> sessions(boolean ofFrontEnds) {
        return ofFrontEnds ? ownSessions : clients;
    }
}
