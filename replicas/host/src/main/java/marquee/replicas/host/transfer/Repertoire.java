package marquee.replicas.host.transfer;

import static com.google.common.base.Preconditions.checkState;

import com.google.common.collect.ImmutableList;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import marquee.applications.StateMachine;
import marquee.protocol.wire.Bytes;
import org.jspecify.annotations.Nullable;

/// The applications of several implementations, all in the same state, as one: for a spare that
/// does not know yet which of them it will be called for. Where they do not agree, on a result or
/// on what has changed, nobody can tell which is wrong, and none of them is of use.
///
/// Used by one thread.
final class Repertoire implements StateMachine {
    private final Function<String, StateMachine> applications;
    private final Map<String, StateMachine> held = new LinkedHashMap<>();

    private record Change(@Nullable Bytes before, @Nullable Bytes after) {}

    /// Makes one that is empty until [#hold].
    ///
    /// @param applications makes the application of an implementation, in its empty start state
    Repertoire(Function<String, StateMachine> applications) {
        this.applications = applications;
    }

    /// Holds `names` and no others from now on, at least one.
    void hold(ImmutableList<String> names) {
        var records = held.isEmpty() ? ImmutableList.<StateRecord>of() : records();
        var before = new LinkedHashMap<>(held);
        held.clear();
        for (var name : names) {
            var known = before.get(name);
            held.put(name, known == null ? made(name, records) : known);
        }
    }

    /// The application of the implementation `name`, held or made from what is held.
    StateMachine application(String name) {
        var known = held.get(name);
        return known == null ? made(name, records()) : known;
    }

    /// Executes `operation` on all.
    ///
    /// @throws IllegalStateException if they do not agree
    @Override
    public Bytes execute(LocalDate businessDate, Bytes operation, RecordChanges changes) {
        @Nullable Bytes agreed = null;
        var agreedChanges = new LinkedHashMap<Bytes, Change>();
        for (var each : held.entrySet()) {
            var its = new LinkedHashMap<Bytes, Change>();
            var result = each.getValue().execute(businessDate, operation, into(its));
            boolean same = agreed == null || (agreed.equals(result) && agreedChanges.equals(its));
            checkState(same, "%s does not agree with the others", each.getKey());
            agreed = result;
            agreedChanges = its;
        }
        checkState(agreed != null, "nothing to execute on");
        agreedChanges.forEach((key, change) -> changes.changed(key, change.before, change.after));
        return agreed;
    }

    private static RecordChanges into(Map<Bytes, Change> changes) {
        return (key, before, after) -> changes.put(key, new Change(before, after));
    }

    @Override
    public void scan(@Nullable Bytes after, RecordVisitor visitor) {
        first().scan(after, visitor);
    }

    /// Only where one is held: of several the last might refuse what the first has taken.
    @Override
    public boolean restore(Iterable<StateRecord> records) {
        checkState(held.size() == 1, "%s are held", held.keySet());
        return first().restore(records);
    }

    private StateMachine first() {
        return held.values().iterator().next();
    }

    private StateMachine made(String name, List<StateRecord> records) {
        var application = applications.apply(name);
        boolean restored = records.isEmpty() || application.restore(records);
        checkState(restored, "%s does not take the records of %s", name, held.keySet());
        return application;
    }
}
