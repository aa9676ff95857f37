package marquee.scenarios.lockstep;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import marquee.applications.Implementation;
import marquee.applications.StateMachine.RecordChanges;
import marquee.applications.booking.model.RandomSteps;
import marquee.applications.booking.model.Step;
import marquee.protocol.wire.Bytes;
import marquee.replicas.collections.CollectionsImplementation;
import marquee.replicas.keyvalue.KeyValueImplementation;
import marquee.replicas.sql.SqlImplementation;
import marquee.replicas.theatres.TheatresImplementation;
import marquee.simulation.Marks;

/// Takes several implementations through the same operations. After each operation the results and
/// the digests of the states are compared in bytes; now and then all records are read out of the
/// stores, compared, and added up to digests again. Used by one thread at a time.
public final class LockStep {
    /// How many operations there are at least between two readings of the stores. Between them are
    /// also as many as there are records, so that reading costs an operation the same always.
    private static final int UNREAD_MIN = 200;

    private final ImmutableList<Contestant> contestants;
    private long executed;
    private long readNext = UNREAD_MIN;

    /// Makes a lock-step of new, empty machines, each of another name. `witness` is told of what
    /// changes in the first.
    LockStep(List<Implementation> machines, RecordChanges witness) {
        var list = ImmutableList.<Contestant>builder();
        for (int i = 0; i < machines.size(); i++) {
            list.add(new Contestant(machines.get(i), i == 0 ? witness : (_, _, _) -> {}));
        }
        this.contestants = list.build();
    }

    /// The reference model and all implementations.
    public static ImmutableList<Implementation> everybody() {
        return ImmutableList.of(
                new ModelImplementation(),
                new CollectionsImplementation(),
                new SqlImplementation(),
                new KeyValueImplementation(),
                new TheatresImplementation());
    }

    /// Takes `machines` through streams of at least `operations` together, those of `firstSeed` and
    /// of the seeds after it.
    ///
    /// @return the first difference, with the shortest stream that shows one and the operations of
    ///   all streams until it was found; empty if there is none
    public static Optional<Difference> run(
            long firstSeed, int operations, List<Implementation> machines) {
        int before = 0;
        for (long seed = firstSeed; before < operations; seed++) {
            var outcome = run(StreamPlan.of(seed), machines);
            if (outcome.difference().isPresent()) {
                return Optional.of(outcome.difference().get().after(before + outcome.operations()));
            }
            before += outcome.operations();
        }
        return Optional.empty();
    }

    /// Takes `machines` through the stream that `plan` describes.
    static StreamOutcome run(StreamPlan plan, List<Implementation> machines) {
        var marks = new Marks();
        var witness = new Witness(marks);
        var lockStep = new LockStep(machines, witness.books());
        var steps = new RandomSteps(plan.seed(), plan.skew());
        var done = new ArrayList<Step>();
        var found = Optional.<Disagreement>empty();
        while (found.isEmpty() && done.size() < plan.operations()) {
            done.add(steps.next());
            found = lockStep.step(done.getLast());
            if (found.isEmpty()) {
                witness.saw(done.getLast(), lockStep.result());
            }
        }
        if (found.isEmpty()) {
            found = lockStep.compareStores();
        }
        return new StreamOutcome(
                plan.seed(),
                done.size(),
                marks,
                found.map(disagreement -> Shrinker.shrink(done, machines, disagreement)));
    }

    /// Takes `machines` through `scenario` and compares the stores at its end.
    ///
    /// @return the first difference, with the scenario up to there; empty if there is none
    public static Optional<Difference> replay(Scenario scenario, List<Implementation> machines) {
        var lockStep = new LockStep(machines, (_, _, _) -> {});
        var done = new ArrayList<Step>();
        var answers = new ArrayList<String>();
        var found = Optional.<Disagreement>empty();
        while (found.isEmpty() && done.size() < scenario.steps().size()) {
            done.add(scenario.steps().get(done.size()));
            found = lockStep.step(done.getLast());
            answers.add(lockStep.contestants.getFirst().answer());
        }
        if (found.isEmpty()) {
            found = lockStep.compareStores();
        }
        return found.map(disagreement -> Difference.of(done, answers, disagreement));
    }

    /// Executes one more operation everywhere.
    ///
    /// @return who said what, if not all said the same
    Optional<Disagreement> step(Step step) {
        executed++;
        contestants.forEach(contestant -> contestant.execute(step));
        var first = contestants.getFirst();
        for (var other : contestants) {
            if (!first.agreesWith(other)) {
                return Optional.of(Disagreement.by(other, contestants));
            }
        }
        return executed < readNext ? Optional.empty() : compareStores();
    }

    /// Reads all records out of all stores and compares them.
    ///
    /// @return who has what, if not all have what they told of and what the first has
    Optional<Disagreement> compareStores() {
        var first = contestants.getFirst();
        contestants.forEach(Contestant::read);
        readNext = executed + UNREAD_MIN + first.records().size();
        for (var other : contestants) {
            if (!other.storesAs(first)) {
                return Optional.of(Disagreement.by(other, contestants));
            }
        }
        return Optional.empty();
    }

    /// The result of the first at the last step.
    Bytes result() {
        return contestants.getFirst().result();
    }
}
