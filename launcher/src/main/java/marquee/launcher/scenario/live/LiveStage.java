package marquee.launcher.scenario.live;

import com.google.common.collect.ImmutableList;
import com.google.common.util.concurrent.Uninterruptibles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import marquee.client.FrontEndClient;
import marquee.config.ConfigException;
import marquee.config.process.StartException;
import marquee.launcher.local.ClusterPlan;
import marquee.launcher.local.LocalCluster;
import marquee.launcher.local.RoleChild;
import marquee.launcher.picture.Film;
import marquee.launcher.picture.Footage;
import marquee.launcher.picture.Witness;
import marquee.launcher.scenario.Action;
import marquee.launcher.scenario.History;
import marquee.launcher.scenario.Scenario;
import marquee.launcher.scenario.Step;
import marquee.launcher.scenario.Step.Call;
import marquee.launcher.scenario.Step.Moment;
import marquee.launcher.scenario.lab.Lab;
import marquee.launcher.scenario.lab.Placing;
import marquee.launcher.scenario.lab.Wires;
import marquee.launcher.scenario.stage.Stage;
import marquee.launcher.scenario.stage.StageException;
import marquee.protocol.NodeId;
import org.jspecify.annotations.Nullable;

/// A cluster of real processes, on this machine or on the hosts of a lab. None of them outlives the
/// stage.
public final class LiveStage implements Stage {
    private static final long LOOK_MILLIS = 5;

    /// Another front end is asked when one stands still. All of them, and the sequencer, without
    /// whom none of them can tell, may be starting again.
    private static final FrontEndClient.Patience STATUS_PATIENCE =
            new FrontEndClient.Patience(
                    Duration.ofSeconds(30), Duration.ofSeconds(2), Integer.MAX_VALUE);

    /// What is put has no key: asked for again too soon, a fault would begin anew.
    private static final FrontEndClient.Patience ORDER_PATIENCE =
            new FrontEndClient.Patience(
                    Duration.ofSeconds(30), Duration.ofSeconds(12), Integer.MAX_VALUE);

    /// How long each action that still goes on may take to end when the stage closes.
    private static final Duration LATER_MAX = Duration.ofSeconds(10);

    private final Scenario.Setting setting;
    private final LocalCluster cluster;
    private final @Nullable Film film;
    private final Customers customers;
    private final FrontEndClient client;
    private final FrontEndClient orders;
    private final Lookout lookout;
    private final Happenings happenings;
    private final Queue<StageException> troubles = new ConcurrentLinkedQueue<>();
    private final List<Later> later = new ArrayList<>();

    /// Where a stage's files are.
    ///
    /// @param watched whether what happens is taken down there, for [#footage]
    public record Place(Path folder, boolean watched) {}

    /// What a stage may have or not.
    private record Equipment(@Nullable Wires wires, @Nullable Film film) {}

    /// What is to happen later, and the thread that waits for it and does it.
    private record Later(Step.Happens happening, Thread thread) {
        boolean isOutstanding() {
            return thread.isAlive();
        }
    }

    private LiveStage(
            Scenario.Setting setting, long seed, LocalCluster cluster, Equipment equipment)
            throws StageException {
        this.film = equipment.film();
        this.setting = setting;
        this.cluster = cluster;
        customers = new Customers(cluster.urls(), seed);
        client = new FrontEndClient(cluster.urls(), STATUS_PATIENCE);
        orders = new FrontEndClient(cluster.urls(), ORDER_PATIENCE);
        try {
            lookout = new Lookout(client);
        } catch (StageException | RuntimeException e) {
            closeClients();
            throw e;
        }
        var means = new Happenings.Means(cluster, orders, lookout, equipment.wires());
        happenings = new Happenings(means, customers::note, seed);
    }

    /// Starts a cluster as `setting` has it, and waits until all of it is ready.
    ///
    /// @param seed what every random choice is made from
    /// @param lab on whose hosts it runs; null for this machine and its loopback interface
    public static LiveStage start(
            Scenario.Setting setting, Place place, long seed, @Nullable Lab lab)
            throws StageException {
        var film =
                place.watched()
                        ? new Film(
                                ClusterPlan.recordings(place.folder()),
                                Witness.SCENARIO_MESSAGES_MAX)
                        : null;
        var size =
                ClusterPlan.Size.of(setting.mode())
                        .withNodes(setting.replicas(), setting.frontEnds());
        var plan =
                ClusterPlan.of(place.folder())
                        .withSize(size)
                        .withDate(setting.date())
                        .withSeed(seed);
        if (film != null) {
            plan = plan.recorded();
        }
        LocalCluster cluster;
        Wires wires = null;
        try {
            if (lab != null) {
                plan = plan.withHosts(new Placing(lab.hosts(), setting.replicas()));
                wires = Wires.of(lab);
            }
            cluster = LocalCluster.start(plan, _ -> {});
        } catch (StartException | ConfigException | IOException e) {
            throw new StageException("the cluster does not start: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        try {
            return new LiveStage(setting, seed, cluster, new Equipment(wires, film));
        } catch (StageException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    @Override
    public ImmutableList<String> call(ImmutableList<Call> calls) throws StageException {
        try {
            return customers.call(calls);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    @Override
    public void happen(Step.Happens happening) throws StageException {
        checkTroubles();
        switch (happening.moment()) {
            case Moment.Now() -> act(happening.action());
            case Moment.After(var delay) -> atLast(happening, () -> pause(delay));
            case Moment.At(var number) -> atLast(happening, () -> awaitNumber(number));
        }
    }

    /// Those that go on are looked for first: what has just failed is told.
    @Override
    public ImmutableList<Step.Happens> outstanding() throws StageException {
        var outstanding =
                later.stream()
                        .filter(Later::isOutstanding)
                        .map(Later::happening)
                        .collect(ImmutableList.toImmutableList());
        checkTroubles();
        return outstanding;
    }

    @Override
    public void pause(Duration length) throws StageException {
        sleep(length);
    }

    @Override
    public void crowd(int count) throws StageException {
        try {
            if (count == 0) {
                customers.rest();
            } else {
                customers.open(count, setting.date());
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    @Override
    public Group group() throws StageException {
        checkTroubles();
        if (isDead()) {
            throw new StageException("the cluster does not answer: no front end runs");
        }
        return lookout.group();
    }

    @Override
    public long incorrect(int slot) throws StageException {
        long times = 0;
        for (var child : frontEnds()) {
            if (child.handle().isAlive()) {
                times += Lookout.incorrect(slot, customers.of(child.id().index()));
            }
        }
        return times;
    }

    @Override
    public History history() {
        return new History(setting.date(), customers.events());
    }

    @Override
    public Footage footage() throws StageException {
        try {
            return film == null ? Footage.NONE : film.developed(customers.made());
        } catch (IOException e) {
            throw new StageException("the recordings cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        later.forEach(each -> each.thread().interrupt());
        closeClients();
        // Or a process could be started or stopped behind the back of those who end them.
        later.forEach(each -> Uninterruptibles.joinUninterruptibly(each.thread(), LATER_MAX));
        happenings.close();
        cluster.close();
    }

    private void closeClients() {
        customers.close();
        client.close();
        orders.close();
    }

    /// Waits for the moment of an action.
    private interface Delay {
        void await() throws StageException;
    }

    private void atLast(Step.Happens happening, Delay delay) {
        var thread =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                delay.await();
                                act(happening.action());
                            } catch (StageException e) {
                                troubles.add(e);
                            }
                        });
        later.add(new Later(happening, thread));
    }

    /// Whether no front end runs, and nothing is to happen that could start one.
    private boolean isDead() {
        return later.stream().noneMatch(Later::isOutstanding)
                && frontEnds().stream().noneMatch(child -> child.handle().isAlive());
    }

    private ImmutableList<RoleChild> frontEnds() {
        return cluster.children().stream()
                .filter(child -> child.id().kind() == NodeId.Kind.FRONT_END)
                .collect(ImmutableList.toImmutableList());
    }

    private void awaitNumber(long number) throws StageException {
        while (lookout.newest() < number) {
            pause(Duration.ofMillis(LOOK_MILLIS));
        }
    }

    private void checkTroubles() throws StageException {
        var trouble = troubles.poll();
        if (trouble != null) {
            throw trouble;
        }
    }

    private void act(Action action) throws StageException {
        if (film != null) {
            film.note(action.nodes(), action.words());
        }
        happenings.act(action);
    }

    /// What an interruption is to a scenario.
    static void sleep(Duration length) throws StageException {
        try {
            TimeUnit.NANOSECONDS.sleep(length.toNanos());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    static StageException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new StageException("interrupted", e);
    }
}
