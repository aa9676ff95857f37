package marquee.launcher.simulated;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.Outcome;
import marquee.protocol.replication.Outcome.Verdict;
import marquee.protocol.replication.RequestId;
import marquee.protocol.wire.Bytes;
import marquee.replicas.host.state.KeyLimits;

/// What correct replicas answer, by the letter of docs/protocol.md, rules P2 to P5: the reference
/// model of the domain behind a table of keys that keeps whole operations and takes no short cut.
final class ReplyModel {
    private final KeyLimits limits;
    private final Application application;
    private final Map<String, LinkedHashMap<RequestId, Known>> clients = new HashMap<>();
    private final LinkedHashMap<RequestId, Known> keyed = new LinkedHashMap<>();
    private final LinkedHashMap<String, Boolean> ownSessions = new LinkedHashMap<>();

    /// Executes operations in their order.
    interface Application {
        /// The result of `operation` on `businessDate`.
        Bytes execute(LocalDate businessDate, Bytes operation);
    }

    private record Known(Bytes operation, Bytes result, long first, long millis) {}

    ReplyModel(KeyLimits limits, Application application) {
        this.limits = limits;
        this.application = application;
    }

    /// The outcome of the next entry, which is `request`.
    Outcome execute(Entry entry, Entry.Request request) {
        var id = request.id();
        long number = entry.number();
        long millis = entry.stamp().millis();
        var session = clients.computeIfAbsent(id.client(), client -> new LinkedHashMap<>());
        var known = session.get(id);
        if (known != null) {
            keep(id, new Known(known.operation, known.result, known.first, millis));
            return known.operation.equals(request.operation())
                    ? outcome(number, known.first, id, known.result)
                    : new Outcome(number, number, id, Verdict.KEY_REUSED, Bytes.EMPTY);
        }
        if (!hasRoom(id, millis)) {
            return new Outcome(number, number, id, Verdict.KEYS_EXHAUSTED, Bytes.EMPTY);
        }
        var date = LocalDate.ofEpochDay(entry.stamp().businessDay());
        var result = application.execute(date, request.operation());
        keep(id, new Known(request.operation(), result, number, millis));
        return outcome(number, number, id, result);
    }

    private static Outcome outcome(long number, long first, RequestId id, Bytes result) {
        return new Outcome(number, first, id, Verdict.EXECUTED, result);
    }

    private void keep(RequestId id, Known known) {
        clients.computeIfAbsent(id.client(), client -> new LinkedHashMap<>()).putLast(id, known);
        if (id.isOwnSession()) {
            ownSessions.putLast(id.client(), true);
        } else {
            keyed.putLast(id, known);
        }
    }

    private void forget(RequestId id) {
        keyed.remove(id);
        var session = clients.get(id.client());
        if (session != null) {
            session.remove(id);
        }
    }

    private boolean hasRoom(RequestId id, long millis) {
        var session = clients.computeIfAbsent(id.client(), client -> new LinkedHashMap<>());
        if (id.isOwnSession()) {
            if (session.size() >= limits.ownSession()) {
                forget(session.firstEntry().getKey());
            } else if (session.isEmpty() && ownSessions.size() >= limits.ownSessions()) {
                var silent = ownSessions.pollFirstEntry().getKey();
                clients.remove(silent);
            }
            return true;
        }
        int evictions = KeyLimits.EVICTIONS_MAX;
        while (session.size() >= limits.perClient() && isOld(session, millis) && evictions-- > 0) {
            forget(session.firstEntry().getKey());
        }
        while (keyed.size() >= limits.kept() && isOld(keyed, millis) && evictions-- > 0) {
            forget(keyed.firstEntry().getKey());
        }
        return keyed.size() < limits.most();
    }

    private boolean isOld(SequencedMap<RequestId, Known> session, long millis) {
        var oldest = session.firstEntry();
        return oldest != null && millis - oldest.getValue().millis >= limits.youngMillis();
    }
}
