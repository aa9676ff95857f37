package marquee.replicas.host.state;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import marquee.protocol.replication.Digest;
import marquee.protocol.replication.RequestId;
import marquee.protocol.wire.Bytes;
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

    /// Each client's replies by their keys, in the order in which they were last named. Front ends'
    /// own sessions are in the same order among themselves, the others in none that matters.
    private final Map<String, Session> clients = new HashMap<>();

    private final SequencedMap<String, Session> ownSessions = new LinkedHashMap<>();

    /// The last one of them, which the next request is mostly of as well.
    private @Nullable Session newestOwn;

    private final Recency keyed = new Recency();
    private final Recency own = new Recency();

    ReplyTable(KeyLimits limits, ReplyChanges changes) {
        this.limits = limits;
        this.changes = changes;
    }

    /// The replies to keyed requests, or those to front ends' own.
    Recency replies(boolean ownSession) {
        return ownSession ? own : keyed;
    }

    /// To how many clients there are replies, front ends' own sessions among them.
    int clients() {
        return clients.size() + ownSessions.size();
    }

    /// The reply to `id`, if there is one.
    @Nullable KeptReply find(RequestId id) {
        return find(session(id.client(), id.isOwnSession()), id);
    }

    /// Puts `named`, which is `reply` named again, in its place.
    void name(KeptReply reply, KeptReply named) {
        remove(reply);
        append(named);
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
        var session = session(id.client(), id.isOwnSession());
        if (id.isOwnSession()) {
            makeRoomOfOwn(session);
            return true;
        }
        int evictions = 0;
        while (session != null && session.size() >= limits.perClient()) {
            var oldest = session.oldest();
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
        var reply = new KeptReply(id, executed.number(), executed.operation(), executed.result());
        reply.lastMillis = executed.millis();
        append(reply);
    }

    /// Puts back a reply that was read from a snapshot, after all that were last named before it.
    ///
    /// @return false if it cannot come after what is there
    boolean restore(KeptReply reply) {
        var list = replies(reply.isOwnSession());
        var session = session(reply.client(), reply.isOwnSession());
        var newest = list.newest();
        boolean ascending =
                newest == null
                        || (newest.lastNumber < reply.lastNumber
                                && newest.lastMillis <= reply.lastMillis);
        if (!ascending || find(session, reply.id()) != null) {
            return false;
        }
        append(reply);
        return keyed.size() <= limits.most()
                && ownSessions.size() <= limits.ownSessions()
                && (list == keyed || session == null || session.size() <= limits.ownSession());
    }

    /// What a request resulted in.
    record Executed(long number, long millis, Digest operation, Bytes result) {}

    private static @Nullable KeptReply find(@Nullable Session session, RequestId id) {
        return session == null ? null : session.find(id);
    }

    private void makeRoomOfOwn(@Nullable Session session) {
        if (session != null) {
            if (session.size() >= limits.ownSession()) {
                remove(session.oldest());
            }
        } else if (ownSessions.size() >= limits.ownSessions()) {
            var silent = ownSessions.firstEntry().getValue();
            while (silent.size() > 0) {
                remove(silent.oldest());
            }
        }
    }

    private boolean isYoung(KeptReply reply, long millis) {
        return millis - reply.lastMillis < limits.youngMillis();
    }

    private void append(KeptReply reply) {
        boolean own = reply.isOwnSession();
        var session = own ? ownSession(reply.client()) : clientSession(reply.client());
        reply.shareClient(session.client());
        session.add(reply);
        replies(own).append(reply);
        changes.kept(reply);
    }

    private void remove(KeptReply reply) {
        changes.dropped(reply);
        boolean own = reply.isOwnSession();
        replies(own).remove(reply);
        var session = session(reply.client(), own);
        if (session != null) {
            session.remove(reply);
            if (session.size() == 0) {
                forget(session, own);
            }
        }
    }

    private @Nullable Session session(String client, boolean own) {
        if (!own) {
            return clients.get(client);
        }
        var newest = newestOwn;
        return newest != null && newest.client().equals(client) ? newest : ownSessions.get(client);
    }

    private Session clientSession(String client) {
        return clients.computeIfAbsent(client, ClientSession::new);
    }

    /// The session of a front end, which is the newest from now on.
    private Session ownSession(String client) {
        var newest = newestOwn;
        if (newest == null || !newest.client().equals(client)) {
            newest = ownSessions.computeIfAbsent(client, OwnSession::new);
            ownSessions.putLast(newest.client(), newest);
            newestOwn = newest;
        }
        return newest;
    }

    private void forget(Session session, boolean own) {
        if (own) {
            ownSessions.remove(session.client());
            newestOwn = session.equals(newestOwn) ? null : newestOwn;
        } else {
            clients.remove(session.client());
        }
    }
}
