package marquee.launcher.simulated;

import java.util.function.BooleanSupplier;
import marquee.simulation.Marks;
import marquee.simulation.Simulation;
import marquee.simulation.Surroundings;
import marquee.simulation.Trace;
import marquee.simulation.Violation;
import org.jspecify.annotations.Nullable;

/// One run of the whole cluster: chaos within what the group must bear, then healing, then proof
/// that everything still pending comes to its end.
public final class Run {
    /// The mark of requests that were answered, each once however often it was called.
    public static final String ANSWERED = "request answered";

    /// The mark of those that were answered with success.
    public static final String SUCCEEDED = "request answered with success";

    /// The mark of those that were answered with a refusal.
    public static final String REFUSED = "request answered with a refusal";

    /// Within this time of a healed network every request is answered (invariant I12).
    static final long ANSWERED_WITHIN = 2_000_000_000L;

    private static final long MILLI = 1_000_000L;

    /// How long a run goes on whose requests need not be answered.
    private static final long SAFETY_SPAN = 5_000_000_000L;

    /// Within this time of a healed network everybody votes again after everything had ended.
    private static final long BACK_WITHIN = 10_000_000_000L;

    /// Within this time a slot that lags is where the others are, however small its windows.
    private static final long CAUGHT_UP_WITHIN = 20_000_000_000L;

    private static final long LOOK_EVERY = 50_000_000L;
    private static final long CALM_MOST = 120_000_000_000L;
    private static final long SETTLED_WITHIN = 30_000_000_000L;

    /// Of so many requests, a liar that never answers rightly usually answers three in a row.
    private static final int ENOUGH_TO_CONVICT = 20;

    private final RunPlan plan;
    private final Surroundings surroundings;
    private final Simulation simulation;
    private final Cluster cluster;
    private final Workload workload;

    /// How a run ended.
    ///
    /// @param violation the rule that was broken, or null
    public record Result(
            RunPlan plan,
            @Nullable Violation violation,
            String hash,
            Marks marks,
            long virtualNanos) {}

    private Run(RunPlan plan, Trace trace, AnswerCheck check) {
        this.plan = plan;
        this.surroundings = Surroundings.of(plan.seed(), trace);
        this.simulation = surroundings.simulation();
        this.cluster = new Cluster(surroundings, plan);
        var operations = new Operations(surroundings.chances().workload().split());
        this.workload =
                new Workload(
                        surroundings,
                        plan,
                        new Workload.Judges(cluster.order(), cluster.requests(), check),
                        () -> operations.next(cluster.today()),
                        cluster.frontEnds());
    }

    /// Runs `plan`; `trace` takes down what happens, and `check` is asked about each answer.
    public static Result of(RunPlan plan, Trace trace, AnswerCheck check) {
        var run = new Run(plan, trace, check);
        var violation = run.outcome();
        run.cluster.count();
        return new Result(
                plan, violation, trace.hash(), run.surroundings.marks(), run.simulation.now());
    }

    private @Nullable Violation outcome() {
        try {
            chaos();
            if (plan.mode() == RunPlan.Mode.OVER_BUDGET) {
                survive();
            } else {
                calm();
                settle();
            }
            return null;
        } catch (Violation violation) {
            return violation;
        } catch (RuntimeException | StackOverflowError | AssertionError bug) {
            return new Violation("P49", "a role threw " + bug, bug);
        }
    }

    private void chaos() {
        boolean unlimited = plan.mode() == RunPlan.Mode.OVER_BUDGET;
        var chaos = new Chaos(cluster, new Budget(cluster, unlimited));
        cluster.start();
        workload.start();
        chaos.start();
        long end = plan.shape().chaosMillis() * MILLI;
        if (plan.shape().blackout()) {
            var faults = surroundings.chances().faults();
            int half = plan.shape().chaosMillis() / 2;
            simulation.runUntil((half + faults.below(Math.max(1, half))) * MILLI);
            cluster.blackOut();
        }
        simulation.runUntil(end);
        chaos.end();
    }

    /// Invariant I12, liveness: once the network is healed, and with at most one replica crashed
    /// and one lying, every request is answered within [#ANSWERED_WITHIN]. Where limits are so
    /// small that replicas forget what they are asked for, the deadline comes first, and then a
    /// retry. Where nobody is replaced for a silence a slot that lags cannot be removed either
    /// (rule P37), so a history of few entries is full until it has caught up.
    private void calm() {
        if (plan.mode() == RunPlan.Mode.HEALING) {
            cluster.heal();
        }
        long forgetting =
                plan.shape().tiny() ? cluster.limits().frontEnd().deadline().toNanos() : 0;
        if (plan.shape().blackout()) {
            forgetting += BACK_WITHIN;
        }
        if (plan.shape().cutting() && plan.shape().group().crashes() == 0) {
            forgetting += CAUGHT_UP_WITHIN;
        }
        long healed = simulation.now();
        while (!workload.isOver()) {
            simulation.runUntil(simulation.now() + LOOK_EVERY);
            var longest = workload.longestWait();
            if (longest.isPresent()) {
                long since = Math.max(healed, longest.get().waitingSince());
                if (simulation.now() - since > ANSWERED_WITHIN + forgetting) {
                    throw new Violation("I12", longest.get().waitingFor());
                }
            }
            if (simulation.now() - healed > CALM_MOST) {
                throw new Violation("I12", "the run does not end");
            }
        }
    }

    /// Invariant I12 once more: all slots are filled by one that votes, all of them come to the
    /// same place and the same digest, and each call has come to an end, whether anybody waits for
    /// it or not. A liar of whom nobody has asked enough until then is asked on, and is gone then.
    private void settle() {
        long since = simulation.now();
        await(
                () -> cluster.replicas().isSettled() && cluster.waitingSince() >= since,
                SETTLED_WITHIN);
        if (cluster.replicas().hasPlainLiar()) {
            await(this::isRid, CALM_MOST);
        }
        cluster.replicas().checkDigests();
        idle();
    }

    /// Whether no plain liar is left; asks on while there is one.
    private boolean isRid() {
        boolean lies = cluster.replicas().hasPlainLiar();
        if (lies && workload.isOver()) {
            workload.goOn(ENOUGH_TO_CONVICT);
        }
        return !lies && workload.isOver() && cluster.replicas().isSettled();
    }

    private void await(BooleanSupplier settled, long within) {
        long end = simulation.now() + within;
        while (!settled.getAsBoolean()) {
            if (simulation.now() >= end) {
                throw new Violation("I12", "not settled: " + places());
            }
            simulation.runUntil(simulation.now() + LOOK_EVERY);
        }
    }

    /// How far everybody is.
    private String places() {
        long since = cluster.waitingSince();
        var waits = since == Long.MAX_VALUE ? "" : ", a call waits since " + since / MILLI + " ms";
        return cluster.replicas().places() + waits;
    }

    /// Invariant I12 for the last time: where nobody wants anything, hardly anything happens.
    private void idle() {
        var idleness = new Idleness(cluster);
        simulation.runUntil(simulation.now() + Idleness.SPAN);
        idleness.check();
    }

    /// Beyond the budget nobody need be answered, and nobody may be told anything wrong.
    private void survive() {
        cluster.heal();
        simulation.runUntil(simulation.now() + SAFETY_SPAN);
    }
}
