package marquee.launcher.simulated;

import com.google.common.collect.ImmutableList;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import marquee.launcher.picture.Footage;
import marquee.launcher.picture.Witness;
import marquee.launcher.scenario.Action;
import marquee.launcher.scenario.History;
import marquee.launcher.scenario.Recorder.Made;
import marquee.launcher.scenario.Scenario.Setting;
import marquee.launcher.scenario.Seen;
import marquee.launcher.scenario.Step;
import marquee.launcher.scenario.stage.Stage;
import marquee.launcher.scenario.stage.StageException;
import marquee.launcher.scenario.stage.Visitor;
import marquee.protocol.Chance;
import marquee.simulation.Simulation;
import marquee.simulation.Surroundings;
import marquee.simulation.Trace;
import marquee.simulation.Violation;
import org.jspecify.annotations.Nullable;

/// A stage in virtual time: the real roles, links, codecs, keys and implementations in one thread,
/// with the simulator's rules of safety checked. The same scenario and seed make the same run; the
/// seed decides how long things take and which of two at once comes first.
public final class SimulatedStage implements Stage {
    /// Within this time of its start the whole group votes.
    private static final long UP_WITHIN = Duration.ofSeconds(30).toNanos();

    private static final long LOOK_NANOS = Duration.ofMillis(10).toNanos();

    /// How far apart calls are that are made at once.
    private static final int AT_ONCE_SPAN = 200_000;

    private final Surroundings surroundings;
    private final Simulation simulation;
    private final Chance chance;
    private final Cluster cluster;
    private final Clientele clientele;
    private final Happenings happenings;
    private final List<CrowdGuest> guests = new ArrayList<>();
    private final @Nullable Witness witness;
    private final List<Step.Happens> outstanding = new ArrayList<>();
    private boolean offered;
    private @Nullable StageException late;

    private SimulatedStage(Setting setting, long seed, Trace trace) {
        witness = trace.onlooker() instanceof Witness its ? its : null;
        var group =
                new marquee.protocol.replication.Group(
                        setting.replicas(), setting.mode().liars(), setting.mode().crashes());
        surroundings = Surroundings.of(seed, trace);
        simulation = surroundings.simulation();
        chance = surroundings.chances().workload().split();
        cluster =
                new Cluster(
                        surroundings,
                        RunPlan.staged(seed, group, setting.frontEnds()),
                        setting.date());
        clientele = new Clientele(cluster);
        happenings = new Happenings(cluster);
    }

    /// A stage with a cluster like `setting`, in which everybody votes.
    public static SimulatedStage of(Setting setting, long seed) throws StageException {
        return of(setting, seed, Trace.hashing());
    }

    /// The same, with a `trace` that takes down what happens.
    public static SimulatedStage of(Setting setting, long seed, Trace trace) throws StageException {
        var stage = new SimulatedStage(setting, seed, trace);
        stage.cluster.start();
        stage.await(stage::isUp, UP_WITHIN);
        if (!stage.isUp()) {
            throw new StageException("the cluster does not come up");
        }
        return stage;
    }

    /// A stage of which is taken down what happens there, for [#footage].
    public static SimulatedStage watched(Setting setting, long seed) throws StageException {
        return of(setting, seed, Trace.shown(new Witness(Witness.SCENARIO_MESSAGES_MAX)));
    }

    private boolean isUp() {
        return Standing.of(cluster).whole()
                && cluster.frontEnds().stream().allMatch(FrontEndMachine::isReady);
    }

    @Override
    public ImmutableList<String> call(ImmutableList<Step.Call> calls) throws StageException {
        var seen = new String[calls.size()];
        for (int i = 0; i < seen.length; i++) {
            int place = i;
            var call = calls.get(i);
            simulation.after(
                    chance.below(AT_ONCE_SPAN),
                    () -> clientele.call(call, words -> seen[place] = words));
        }
        awaitClients(() -> Arrays.stream(seen).noneMatch(words -> words == null));
        return ImmutableList.copyOf(seen);
    }

    @Override
    public void happen(Step.Happens happening) throws StageException {
        switch (happening.moment()) {
            case Step.Moment.Now() -> happenNow(happening.action());
            case Step.Moment.After(var delay) -> {
                outstanding.add(happening);
                simulation.after(delay.toNanos(), () -> happenLate(happening));
            }
            case Step.Moment.At(long number) -> {
                outstanding.add(happening);
                cluster.order().when(number, () -> cluster.later(() -> happenLate(happening)));
            }
        }
    }

    @Override
    public ImmutableList<Step.Happens> outstanding() throws StageException {
        checkLate();
        return ImmutableList.copyOf(outstanding);
    }

    private void happenNow(Action action) throws StageException {
        if (action instanceof Action.Date date) {
            var ended = new ArrayList<String>();
            noteHappening(date);
            clientele.moveDate(date.to(), ended::add);
            awaitClients(() -> !ended.isEmpty());
            checkDate(date, ended.getFirst());
        } else {
            noteHappening(action);
            check(() -> happenings.happen(action));
        }
    }

    private void happenLate(Step.Happens happening) {
        var action = happening.action();
        noteHappening(action);
        try {
            if (action instanceof Action.Date date) {
                clientele.moveDate(
                        date.to(),
                        day -> {
                            outstanding.remove(happening);
                            noteDate(date, day);
                        });
            } else {
                outstanding.remove(happening);
                happenings.happen(action);
            }
        } catch (StageException e) {
            late = e;
        }
    }

    private void noteHappening(Action action) {
        if (witness != null) {
            witness.happens(simulation.now(), action.nodes(), action.words());
        }
    }

    private void noteDate(Action.Date date, String day) {
        try {
            checkDate(date, day);
        } catch (StageException e) {
            late = e;
        }
    }

    private static void checkDate(Action.Date date, String day) throws StageException {
        if (!day.equals(Seen.UNKNOWN) && !day.equals(date.to().toString())) {
            throw new StageException(
                    "the business date cannot be moved to %s: it is %s".formatted(date.to(), day));
        }
    }

    @Override
    public void pause(Duration length) throws StageException {
        check(() -> simulation.runUntil(simulation.now() + length.toNanos()));
    }

    @Override
    public void crowd(int customers) throws StageException {
        guests.forEach(CrowdGuest::rest);
        awaitClients(() -> guests.stream().allMatch(CrowdGuest::isIdle));
        guests.clear();
        if (customers > 0 && !offered) {
            offered = true;
            call(Visitor.offers(cluster.firstDay()));
        }
        for (int i = 0; i < customers; i++) {
            guests.add(new CrowdGuest(cluster, clientele, i));
        }
    }

    /// What replicas have executed is held against each other's whenever somebody looks.
    @Override
    public Group group() throws StageException {
        check(() -> {
            if (cluster.replicas().isSettled()) {
                cluster.replicas().checkDigests();
            }
        });
        return Standing.of(cluster);
    }

    @Override
    public long incorrect(int slot) {
        return cluster.frontEnds().stream().mapToLong(each -> each.incorrect(slot)).sum();
    }

    @Override
    public History history() {
        return clientele.history();
    }

    @Override
    public Footage footage() {
        return witness == null ? Footage.NONE : Footage.of(simulation.now(), made(), witness);
    }

    /// The calls that customers made, with what came of them.
    ImmutableList<Made> made() {
        return clientele.made();
    }

    /// The hash of everything that happened so far: runs with one hash were the same run.
    public String hash() {
        return surroundings.trace().hash();
    }

    /// How much virtual time has passed.
    public Duration time() {
        return Duration.ofNanos(simulation.now());
    }

    @Override
    public void close() {
        // Nothing runs but in the calls above.
    }

    /// Whoever calls has an end of his patience.
    private void awaitClients(BooleanSupplier wanted) throws StageException {
        await(wanted, 2 * PATIENCE.toNanos());
        if (!wanted.getAsBoolean()) {
            throw new StageException("a customer still waits after the end of his patience");
        }
    }

    private void await(BooleanSupplier wanted, long within) throws StageException {
        long end = simulation.now() + within;
        check(() -> {
            while (!wanted.getAsBoolean() && simulation.now() < end) {
                simulation.step(Math.min(end, simulation.now() + LOOK_NANOS));
            }
        });
    }

    /// What is done on the stage.
    private interface Doing {
        void run() throws StageException;
    }

    private void check(Doing doing) throws StageException {
        try {
            doing.run();
        } catch (Violation violation) {
            throw new StageException("broken invariant " + violation.getMessage(), violation);
        } catch (RuntimeException | StackOverflowError | AssertionError bug) {
            throw new StageException("broken invariant P49: a role threw " + bug, bug);
        }
        checkLate();
    }

    private void checkLate() throws StageException {
        if (late != null) {
            throw late;
        }
    }
}
