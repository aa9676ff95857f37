package marquee.launcher.simulated;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import marquee.frontend.FrontEndEffect;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.RequestId;
import marquee.simulation.Simulation;
import marquee.simulation.Surroundings;
import marquee.simulation.Trace;
import marquee.simulation.Violation;
import org.jspecify.annotations.Nullable;

/// A short run of the whole cluster in which nothing is drawn but how long things take: some
/// requests one after another, one replica that answers as it is told, and mishaps at places that
/// are chosen. Whoever tries all scripts of a kind has searched that kind to the end.
public final class Rehearsal {
    private static final long SEED = 4;
    private static final long MILLI = 1_000_000;
    private static final long RETRY_NANOS = 50 * MILLI;
    private static final long PATIENCE_NANOS = 4_000 * MILLI;
    private static final long LOOK_NANOS = 10 * MILLI;
    private static final long ANSWERED_WITHIN = 12_000 * MILLI;
    private static final long SETTLED_WITHIN = 30_000 * MILLI;

    private final Script script;
    private final Cluster cluster;
    private final Simulation simulation;
    private final Operations operations;
    private final ReplicaId liar;
    private int answered;
    private long attempt;
    private long lastAnswer;

    /// What happens.
    ///
    /// @param frontEnds which front end, 1 or 2, each request is first sent to
    /// @param pauseMillis how long the client thinks before each request
    /// @param replies how one replica answers them: `w` wrong, `s` not at all, `r` right; empty for
    ///   a replica that answers rightly but tells wrong digests, and so is replaced
    public record Script(
            ImmutableList<Integer> frontEnds, int pauseMillis, String replies, Mishaps mishaps) {}

    /// What goes wrong.
    ///
    /// @param lost which datagrams of all are lost, from 1
    /// @param doubled which ones arrive twice
    /// @param crashed which machine crashes, once: 1 for the sequencer, then front ends, then
    ///   managers with their replicas, then those replicas alone; 0 for none
    /// @param effects after how many effects it does
    public record Mishaps(
            ImmutableSet<Long> lost, ImmutableSet<Long> doubled, int crashed, int effects) {
        /// Nothing goes wrong.
        public static final Mishaps NONE = new Mishaps(ImmutableSet.of(), ImmutableSet.of(), 0, 0);

        /// How many machines can crash.
        public static final int MACHINES = 11;

        private static final int WITHOUT_REPLICAS = 3;

        /// Whether no replica crashes.
        public boolean spareReplicas() {
            return crashed <= WITHOUT_REPLICAS;
        }
    }

    /// What came of it.
    ///
    /// @param violation the rule that was broken, or null
    /// @param convicted whether the replica with the script, or with the wrong digests, was
    ///   convicted
    /// @param datagrams how many datagrams were sent
    /// @param effects the most effects that a machine has done
    public record Result(
            @Nullable Violation violation, boolean convicted, long datagrams, int effects) {}

    private Rehearsal(Script script) {
        this.script = script;
        var surroundings = Surroundings.of(SEED, Trace.hashing());
        this.cluster = new Cluster(surroundings, RunPlan.rehearsed(SEED, script));
        this.simulation = surroundings.simulation();
        this.liar = cluster.replicas().liar();
        this.operations = new Operations(surroundings.chances().workload());
    }

    /// Runs `script`.
    public static Result of(Script script) {
        var run = new Rehearsal(script);
        var violation = run.outcome();
        boolean convicted = run.cluster.audit().isConvicted(run.liar);
        return new Result(violation, convicted, run.cluster.network().sent(), run.effects());
    }

    private int effects() {
        return cluster.machines().stream()
                .mapToInt(machine -> machine.process().effects())
                .max()
                .orElseThrow();
    }

    private @Nullable Violation outcome() {
        try {
            run();
            return null;
        } catch (Violation violation) {
            return violation;
        } catch (RuntimeException | StackOverflowError | AssertionError bug) {
            return new Violation("P49", "a role threw " + bug, bug);
        }
    }

    private void run() {
        cluster.replicas().follow(script.replies());
        var mishaps = script.mishaps();
        cluster.network().tamper(mishaps.lost(), mishaps.doubled());
        cluster.start();
        if (mishaps.crashed() > 0) {
            crashWhenThere(mishaps);
        }
        if (script.pauseMillis() == 0) {
            await(this::isUp, SETTLED_WITHIN, "the group does not come up");
        }
        callNext();
        await(
                () -> answered == script.frontEnds().size(),
                ANSWERED_WITHIN * script.frontEnds().size(),
                "a request is not answered");
        await(this::isJudged, SETTLED_WITHIN, "the group does not settle");
        cluster.replicas().checkDigests();
    }

    private boolean isUp() {
        return cluster.replicas().isSettled()
                && (script.replies().isEmpty() || cluster.replicas().isAtHead(liar));
    }

    /// Whether everybody votes and is where the order is, and who told wrong digests is gone; a
    /// verdict on a silence takes its time.
    private boolean isJudged() {
        return cluster.replicas().isSettled()
                && !cluster.replicas().hasPlainLiar()
                && (!script.replies().contains("s") || isLate());
    }

    private boolean isLate() {
        return simulation.now() > lastAnswer + PATIENCE_NANOS;
    }

    private void await(BooleanSupplier wanted, long within, String otherwise) {
        long end = simulation.now() + within;
        while (!wanted.getAsBoolean()) {
            if (simulation.now() >= end) {
                throw new Violation("I12", otherwise + ": " + cluster.replicas().places());
            }
            simulation.runUntil(simulation.now() + LOOK_NANOS);
        }
    }

    private void crashWhenThere(Mishaps mishaps) {
        var machines = cluster.permanent();
        var machine =
                mishaps.crashed() <= machines.size()
                        ? machines.get(mishaps.crashed() - 1)
                        : cluster.replicas()
                                .running(new ReplicaId(mishaps.crashed() - machines.size(), 0));
        if (machine != null && machine.process().isRunning()) {
            machine.process().crashAfter(mishaps.effects());
        } else {
            simulation.after(MILLI, () -> crashWhenThere(mishaps));
        }
    }

    private void callNext() {
        if (answered < script.frontEnds().size()) {
            var id = RequestId.named("rehearsal", "k" + answered);
            simulation.after(
                    script.pauseMillis() * MILLI,
                    () -> {
                        var operation = operations.next(cluster.today());
                        var call = cluster.requests().send(id, operation);
                        send(call, script.frontEnds().get(answered) - 1);
                    });
        }
    }

    private void send(Requests.Call call, int frontEnd) {
        long sent = ++attempt;
        Consumer<@Nullable FrontEndEffect> ended =
                ending -> {
                    if (ending instanceof FrontEndEffect.Answered(_, var outcome, _)) {
                        cluster.requests().answered(call, outcome, cluster.order());
                        if (sent == attempt) {
                            done();
                        }
                    } else if (sent == attempt) {
                        simulation.after(RETRY_NANOS, () -> send(call, 1 - frontEnd));
                    }
                };
        cluster.frontEnds().get(frontEnd).call(call, ended);
        simulation.after(
                PATIENCE_NANOS,
                () -> {
                    if (sent == attempt) {
                        send(call, 1 - frontEnd);
                    }
                });
    }

    private void done() {
        attempt++;
        answered++;
        lastAnswer = simulation.now();
        callNext();
    }
}
