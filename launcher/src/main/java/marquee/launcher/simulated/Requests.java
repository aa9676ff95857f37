package marquee.launcher.simulated;

import java.util.HashMap;
import java.util.Map;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.Outcome;
import marquee.protocol.replication.RequestId;
import marquee.protocol.wire.Bytes;
import marquee.simulation.Violation;
import org.jspecify.annotations.Nullable;

/// What clients sent, and what they were answered: the outside view, by which the inside is judged.
final class Requests {
    private final Map<RequestId, Map<Bytes, Long>> keyed = new HashMap<>();
    private final Map<Bytes, Integer> unkeyed = new HashMap<>();
    private final Map<RequestId, Bytes> ownSessions = new HashMap<>();
    private final Map<RequestId, Named> named = new HashMap<>();
    private final Map<Execution, Bytes> results = new HashMap<>();
    private final long keyLifeMillis;
    private long newestAnswered;

    /// Where and when an id was named last.
    private record Named(long number, long millis) {}

    private record Execution(RequestId id, long number) {}

    /// Makes an empty list.
    ///
    /// @param keyLifeMillis how long, in log time, an id is known at least after it was named last
    Requests(long keyLifeMillis) {
        this.keyLifeMillis = keyLifeMillis;
    }

    /// One call of a client; a retry is the same call.
    ///
    /// @param id the name the client gave it, or null
    /// @param floor the newest place that anybody had an answer from when it was first sent
    record Call(@Nullable RequestId id, Bytes operation, long floor) {}

    /// Takes note that a client sends `operation`, as `id` if it names it; no retry of a call.
    Call send(@Nullable RequestId id, Bytes operation) {
        if (id == null) {
            unkeyed.merge(operation, 1, Integer::sum);
            return new Call(null, operation, newestAnswered);
        }
        var sent = keyed.computeIfAbsent(id, key -> new HashMap<>());
        sent.putIfAbsent(operation, newestAnswered);
        return new Call(id, operation, sent.getOrDefault(operation, newestAnswered));
    }

    /// Takes note that `request` has a place in the order.
    ///
    /// Invariant I1, integrity: each request in the order was sent by some client with these very
    /// bytes, and takes effect at most once for as long as its id must be known (rule P3).
    void ordered(Entry entry, Entry.Request request, boolean takesEffect) {
        var id = request.id();
        long number = entry.number();
        long millis = entry.stamp().millis();
        if (!wasSent(id, request.operation())) {
            throw new Violation("I1", "nobody sent what was ordered: " + entry);
        }
        var before = named.get(id);
        if (takesEffect && before != null && millis - before.millis() < keyLifeMillis) {
            throw new Violation("I1", id + " takes effect at " + number + " after " + before);
        }
        named.put(id, new Named(number, millis));
    }

    private boolean wasSent(RequestId id, Bytes operation) {
        if (!id.isOwnSession()) {
            return keyed.getOrDefault(id, Map.of()).containsKey(operation);
        }
        var known = ownSessions.putIfAbsent(id, operation);
        if (known != null) {
            return known.equals(operation);
        }
        // Each call without a name accounts for one name of a front end's own session.
        int left = unkeyed.getOrDefault(operation, 0) - 1;
        unkeyed.put(operation, left);
        return left >= 0;
    }

    /// Takes note that the client of `call` is answered `outcome`, and checks the answer against
    /// what correct replicas say at its place.
    void answered(Call call, Outcome outcome, Order order) {
        checkValidity(call, outcome, order);
        checkExactlyOnce(outcome);
        checkRealTime(call, outcome);
        newestAnswered = Math.max(newestAnswered, outcome.firstNumber());
    }

    /// Invariant I4, validity of answers: a client is told what the reference model answers to its
    /// request at the place the request has, whatever crashes, lies or gets lost.
    private static void checkValidity(Call call, Outcome outcome, Order order) {
        var right = order.outcome(outcome.number());
        if (!outcome.equals(right)) {
            throw new Violation("I4", "answered " + outcome + ", right is " + right);
        }
        var entry = order.entry(outcome.number());
        boolean own =
                entry != null
                        && entry.content() instanceof Entry.Request request
                        && request.operation().equals(call.operation())
                        && (call.id() == null
                                ? request.id().isOwnSession()
                                : request.id().equals(call.id()));
        if (!own) {
            throw new Violation("I4", call + " was answered with another's " + outcome);
        }
    }

    /// Invariant I5, exactly once: all answers to one request are the same bytes.
    private void checkExactlyOnce(Outcome outcome) {
        if (outcome.verdict() == Outcome.Verdict.EXECUTED) {
            var execution = new Execution(outcome.id(), outcome.firstNumber());
            var before = results.putIfAbsent(execution, outcome.result());
            if (before != null && !before.equals(outcome.result())) {
                throw new Violation("I5", outcome + " follows the answer " + before);
            }
        }
    }

    /// Invariant I6, real time: what was answered before a request was first sent comes before that
    /// request in the order. Reads are no exception.
    private static void checkRealTime(Call call, Outcome outcome) {
        if (outcome.firstNumber() <= call.floor()) {
            throw new Violation("I6", outcome + " was sent after the answer from " + call.floor());
        }
    }
}
