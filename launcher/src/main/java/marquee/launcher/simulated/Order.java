package marquee.launcher.simulated;

import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.ListMultimap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import marquee.protocol.replication.Digest;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.MembershipChange;
import marquee.protocol.replication.Outcome;
import marquee.protocol.replication.Stamp;
import marquee.simulation.Violation;
import org.jspecify.annotations.Nullable;

/// The total order as it lies in the sequencer's log, and what the reference model answers at each
/// of its places. Everything that anybody was ever told is judged by it.
final class Order {
    private final ReplyModel model;
    private final Requests requests;
    private final GroupAudit audit;
    private final List<Entry> entries = new ArrayList<>();
    private final List<@Nullable Outcome> outcomes = new ArrayList<>();
    private final ListMultimap<Long, Runnable> awaited = ArrayListMultimap.create();
    private final Map<Long, Digest> digests = new HashMap<>();

    Order(ReplyModel model, Requests requests, GroupAudit audit) {
        this.model = model;
        this.requests = requests;
        this.audit = audit;
    }

    /// Takes `entry` down as the next one, once it lies in the log.
    ///
    /// Checks invariant I17: numbers have no gap, and neither time nor business date falls; and I1,
    /// see [Requests#ordered].
    void append(Entry entry) {
        if (entry.number() != head() + 1) {
            throw new Violation("I17", entry.number() + " was ordered after " + head());
        }
        var before = entries.isEmpty() ? Stamp.ZERO : entries.getLast().stamp();
        var stamp = entry.stamp();
        if (stamp.millis() < before.millis() || stamp.businessDay() < before.businessDay()) {
            throw new Violation("I17", "the ordered time fell at " + entry.number());
        }
        entries.add(entry);
        awaited.removeAll(entry.number()).forEach(Runnable::run);
        switch (entry.content()) {
            case Entry.Mark _ -> outcomes.add(null);
            case MembershipChange change -> {
                outcomes.add(null);
                audit.follow(entry, change);
            }
            case Entry.Request request -> {
                var outcome = model.execute(entry, request);
                boolean first = outcome.firstNumber() == entry.number();
                boolean executed = outcome.verdict() == Outcome.Verdict.EXECUTED && first;
                requests.ordered(entry, request, executed);
                outcomes.add(outcome);
            }
        }
    }

    /// Has `action` done once the place `number` is in the log: at once if it is.
    void when(long number, Runnable action) {
        if (number <= head()) {
            action.run();
        } else {
            awaited.put(number, action);
        }
    }

    /// The newest place.
    long head() {
        return entries.size();
    }

    /// The entry at `number`, or null if there is none.
    @Nullable Entry entry(long number) {
        return number >= 1 && number <= head() ? entries.get((int) number - 1) : null;
    }

    /// What correct replicas answer at `number`; null if there is no request.
    @Nullable Outcome outcome(long number) {
        return number >= 1 && number <= head() ? outcomes.get((int) number - 1) : null;
    }

    /// Checks that `entry`, which somebody was told of, lies in the log.
    ///
    /// Invariant I2, agreement: a place has one content, for everybody and for ever; and nothing is
    /// spoken of that is not written down (rule P19).
    void check(Entry entry) {
        var logged = entry(entry.number());
        if (!entry.equals(logged)) {
            throw new Violation("I2", "told of " + entry + ", but the log has " + logged);
        }
    }

    /// Checks that the digest of `replica`, or of whatever has a state, at the mark `number` is
    /// that of all others there.
    ///
    /// Invariant I14: equal entries, equal digests, whatever the implementation.
    void checkDigest(Object replica, long number, Digest digest) {
        var first = digests.putIfAbsent(number, digest);
        if (first != null && !first.equals(digest)) {
            throw new Violation(
                    "I14",
                    replica + " has the digest " + digest + " at " + number + ", not " + first);
        }
    }
}
