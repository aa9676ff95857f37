package marquee.replicas.host;

import static com.google.common.base.Preconditions.checkState;

import com.google.common.collect.ImmutableList;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import marquee.applications.StateMachine;
import marquee.protocol.wire.Bytes;
import org.jspecify.annotations.Nullable;

/// The applications of several implementations, all in the same state, as one: for a spare that
/// does not know yet which of them it will be called for. The first of them speaks, and tells what
/// has changed; another one whose result is not the same is dropped.
///
/// Used by one thread.
final class Repertoire implements StateMachine {
    private static final RecordChanges UNTOLD = (key, before, after) -> {};

    private final Function<String, StateMachine> applications;
    private final Map<String, StateMachine> held = new LinkedHashMap<>();

    /// Makes one that is empty until [#hold].
    ///
    /// @param applications makes the application of an implementation, in its empty start state
    Repertoire(Function<String, StateMachine> applications) {
        this.applications = applications;
    }

    /// Holds `names` and no others from now on, at least one, the first of which speaks.
    void hold(ImmutableList<String> names) {
        var records = held.isEmpty() ? ImmutableList.<StateRecord>of() : records();
        var before = Map.copyOf(held);
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

    @Override
    public Bytes execute(LocalDate businessDate, Bytes operation, RecordChanges changes) {
        @Nullable Bytes said = null;
        var wrong = new ArrayList<String>();
        for (var each : held.entrySet()) {
            var told = said == null ? changes : UNTOLD;
            var result = each.getValue().execute(businessDate, operation, told);
            if (said == null) {
                said = result;
            } else if (!said.equals(result)) {
                wrong.add(each.getKey());
            }
        }
        wrong.forEach(held::remove);
        checkState(said != null, "nothing to execute on");
        return said;
    }

    @Override
    public void scan(@Nullable Bytes after, RecordVisitor visitor) {
        speaker().scan(after, visitor);
    }

    @Override
    public boolean restore(Iterable<StateRecord> records) {
        return held.values().stream().allMatch(application -> application.restore(records));
    }

    private StateMachine speaker() {
        return held.values().iterator().next();
    }

    private List<StateRecord> records() {
        return ReplicatedState.records(speaker());
    }

    private StateMachine made(String name, List<StateRecord> records) {
        var application = applications.apply(name);
        boolean restored = records.isEmpty() || application.restore(records);
        checkState(restored, "%s does not take the records of %s", name, held.keySet());
        return application;
    }
}
