package marquee.launcher.scenario.live;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import marquee.client.Answer;
import marquee.client.FrontEndClient;
import marquee.client.UnreachableException;
import marquee.config.ConfigException;
import marquee.config.RoleName;
import marquee.config.process.StartException;
import marquee.launcher.local.ClusterPlan;
import marquee.launcher.local.ClusterStatus;
import marquee.launcher.local.LocalCluster;
import marquee.launcher.local.RoleChild;
import marquee.launcher.scenario.Action;
import marquee.launcher.scenario.Footage;
import marquee.launcher.scenario.History;
import marquee.launcher.scenario.Scenario;
import marquee.launcher.scenario.Stage;
import marquee.launcher.scenario.StageException;
import marquee.launcher.scenario.Step.Call;
import marquee.launcher.scenario.Step.Moment;
import marquee.launcher.scenario.lab.Lab;
import marquee.launcher.scenario.lab.Life;
import marquee.launcher.scenario.lab.NetworkFaults;
import marquee.launcher.scenario.lab.Placing;
import marquee.launcher.scenario.lab.Wires;
import marquee.protocol.NodeId;
import marquee.protocol.replication.ReplicaId;
import org.jspecify.annotations.Nullable;

/// A cluster of real processes on this machine; none of them outlives the stage.
public final class LiveStage implements Stage {
    private static final long LOOK_MILLIS = 5;

    /// Another front end is asked when one stands still; all of them may be starting again.
    private static final FrontEndClient.Patience STATUS_PATIENCE =
            new FrontEndClient.Patience(
                    Duration.ofSeconds(10), Duration.ofSeconds(2), Integer.MAX_VALUE);

    private final Scenario.Setting setting;
    private final long seed;
    private final LocalCluster cluster;
    private final @Nullable Wires wires;
    private final @Nullable Film film;
    private final Customers customers;
    private final FrontEndClient client;
    private final Signals signals = new Signals();
    private final ImmutableMap<Integer, String> first;
    private final Queue<StageException> troubles = new ConcurrentLinkedQueue<>();
    private final List<Thread> later = new ArrayList<>();

    /// Where a stage's files are.
    ///
    /// @param watched whether what happens is taken down there, for [#footage]
    public record Place(Path folder, boolean watched) {}

    /// What a stage may have or not.
    private record Equipment(@Nullable Wires wires, @Nullable Film film) {}

    private LiveStage(
            Scenario.Setting setting, long seed, LocalCluster cluster, Equipment equipment)
            throws StageException {
        this.wires = equipment.wires();
        this.film = equipment.film();
        this.setting = setting;
        this.seed = seed;
        this.cluster = cluster;
        customers = new Customers(cluster.urls(), seed);
        client = new FrontEndClient(cluster.urls(), STATUS_PATIENCE);
        var implementations = ImmutableMap.<Integer, String>builder();
        for (var slot : slots(status())) {
            implementations.put(slot.replica().slot(), slot.implementation());
        }
        first = implementations.buildOrThrow();
    }

    /// Starts a cluster as `setting` has it, and waits until all of it is ready.
    ///
    /// @param seed what every random choice is made from
    /// @param lab on whose hosts it runs; null for this machine and its loopback interface
    public static LiveStage start(
            Scenario.Setting setting, Place place, long seed, @Nullable Lab lab)
            throws StageException {
        var film = place.watched() ? new Film(place.folder().resolve("recordings")) : null;
        var usual = ClusterPlan.Size.of(setting.mode());
        var size =
                new ClusterPlan.Size(
                        setting.replicas(),
                        setting.frontEnds(),
                        usual.httpPort(),
                        usual.managed(),
                        usual.onDisk(),
                        usual.keyed(),
                        usual.warmSpare(),
                        usual.mode());
        var plan =
                ClusterPlan.of(place.folder())
                        .withSize(size)
                        .withDate(setting.date())
                        .withSeed(seed);
        if (film != null) {
            plan = plan.withRecordings(film.folder());
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
    public void happen(Action action, Moment moment) throws StageException {
        checkTroubles();
        switch (moment) {
            case Moment.Now() -> act(action);
            case Moment.After(var delay) -> atLast(action, () -> pause(delay));
            case Moment.At(var number) -> atLast(action, () -> awaitNumber(number));
        }
    }

    @Override
    public void pause(Duration length) throws StageException {
        try {
            TimeUnit.NANOSECONDS.sleep(length.toNanos());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
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
        var status = status();
        return new Group(
                newest(status),
                status.isWhole(),
                status.digests() == ClusterStatus.Digests.EQUAL,
                slots(status),
                replacements(status));
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
        later.forEach(Thread::interrupt);
        customers.close();
        client.close();
        signals.close();
        cluster.close();
    }

    /// Waits for the moment of an action.
    private interface Delay {
        void await() throws StageException;
    }

    private void atLast(Action action, Delay delay) {
        later.add(
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                delay.await();
                                act(action);
                            } catch (StageException e) {
                                troubles.add(e);
                            }
                        }));
    }

    private void awaitNumber(long number) throws StageException {
        while (newest(status()) < number) {
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
            film.note(action);
        }
        try {
            switch (action) {
                case Action.Fault(var role, var faults) -> fault(role, faults);
                case Action.Kill(var nodes) -> kill(nodes);
                case Action.Stop(var nodes) -> {
                    for (var node : processes(nodes).entrySet()) {
                        signals.stop(node.getKey(), node.getValue());
                    }
                }
                case Action.Continue(var nodes) -> resume(nodes);
                case Action.Start(var nodes) -> start(nodes);
                case Action.Cut(var nodes, var others, boolean oneWay) ->
                        wires().cut(lives(nodes), lives(others), oneWay);
                case Action.Heal() -> wires().heal();
                case Action.Date(var to) -> moveDate(to);
            }
        } catch (UnreachableException
                | IOException
                | StartException
                | ConfigException
                | RuntimeException e) {
            throw new StageException("%s fails: %s".formatted(action, e.getMessage()), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /// What the network can do wrong itself, it does; the rest is left to the role.
    private void fault(String role, String faults)
            throws StageException,
                    UnreachableException,
                    ConfigException,
                    IOException,
                    InterruptedException {
        var left = faults;
        if (wires != null) {
            var divided = NetworkFaults.of(faults);
            wires.disturb(lives(RoleName.among(cluster.config().nodes(), role)), divided.network());
            left = divided.rest();
        }
        put("/v1/faults/" + role, object("faults", left).put("seed", seed));
    }

    private Wires wires() throws StageException {
        if (wires == null) {
            throw new StageException("nothing is cut between processes of one host");
        }
        return wires;
    }

    /// Who `nodes` are at this moment.
    private ImmutableList<Life> lives(ImmutableList<NodeId> nodes) throws StageException {
        var lives = ImmutableList.<Life>builder();
        for (var node : nodes) {
            boolean slot = node.kind() == NodeId.Kind.REPLICA;
            lives.add(new Life(node, slot ? status().incarnation(node.toString()) : 0));
        }
        return lives.build();
    }

    private void kill(ImmutableList<NodeId> nodes) throws StageException, InterruptedException {
        var processes = processes(nodes);
        processes.values().forEach(ProcessHandle::destroyForcibly);
        for (var node : processes.keySet()) {
            if (node.kind() != NodeId.Kind.REPLICA) {
                cluster.kill(node); // It waits for the end.
            }
        }
    }

    private void resume(ImmutableList<NodeId> nodes)
            throws StageException, IOException, InterruptedException {
        for (var node : nodes) {
            if (!signals.resume(node)) {
                throw new StageException(node + " was not stopped");
            }
        }
    }

    private void start(ImmutableList<NodeId> nodes)
            throws StartException, ConfigException, IOException, InterruptedException {
        cluster.startAgain(
                nodes.stream()
                        .filter(node -> node.kind() != NodeId.Kind.REPLICA)
                        .collect(ImmutableList.toImmutableList()));
    }

    /// The processes that are `nodes` at this moment.
    private Map<NodeId, ProcessHandle> processes(ImmutableList<NodeId> nodes)
            throws StageException {
        var processes = new LinkedHashMap<NodeId, ProcessHandle>();
        boolean replicas = nodes.stream().anyMatch(node -> node.kind() == NodeId.Kind.REPLICA);
        var status = replicas ? status() : null;
        for (var node : nodes) {
            if (node.kind() == NodeId.Kind.REPLICA && status != null) {
                ProcessHandle.of(status.pid(node.toString()))
                        .ifPresent(process -> processes.put(node, process));
            } else {
                cluster.children().stream()
                        .filter(child -> child.id().equals(node))
                        .map(RoleChild::handle)
                        .forEach(process -> processes.put(node, process));
            }
        }
        return processes;
    }

    private void moveDate(LocalDate to)
            throws StageException, UnreachableException, InterruptedException {
        long begun = System.nanoTime();
        put("/v1/business-date", object("date", to.toString()));
        customers.note(new History.DateMoved(begun, System.nanoTime(), to, true));
    }

    private void put(String path, ObjectNode body)
            throws StageException, UnreachableException, InterruptedException {
        Answer answer = client.put(path, body);
        if (!answer.isOk()) {
            throw new StageException(
                    "%s: %s %s"
                            .formatted(path, answer.code(), answer.body().path("detail").asText()));
        }
    }

    private static ObjectNode object(String field, String value) {
        return JsonNodeFactory.instance.objectNode().put(field, value);
    }

    private ClusterStatus status() throws StageException {
        try {
            return new ClusterStatus(client.get("/v1/cluster").body());
        } catch (UnreachableException e) {
            throw new StageException("the cluster does not answer: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static long newest(ClusterStatus status) {
        return status.json().path("sequencer").path("next").asLong() - 1;
    }

    private static ImmutableList<Slot> slots(ClusterStatus status) {
        var slots = ImmutableList.<Slot>builder();
        for (var slot : status.json().path("view").path("slots")) {
            int number = Integer.parseInt(slot.path("slot").asText().substring(1));
            slots.add(
                    new Slot(
                            new ReplicaId(number, slot.path("incarnation").asInt()),
                            slot.path("implementation").asText(),
                            slot.path("state").asText().equals("ACTIVE")));
        }
        return slots.build();
    }

    /// Replacements are told with who takes over; scenarios speak of who went.
    private ImmutableList<Replacement> replacements(ClusterStatus status) {
        var running = new LinkedHashMap<>(first);
        var all = ImmutableList.<Replacement>builder();
        for (var each : status.replacements()) {
            int slot = Integer.parseInt(each.slot().substring(1));
            var before = running.put(slot, each.implementation());
            all.add(
                    new Replacement(
                            new ReplicaId(slot, each.incarnation() - 1),
                            each.reason(),
                            before == null ? "" : before,
                            each.implementation()));
        }
        return all.build();
    }

    private static StageException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new StageException("interrupted", e);
    }
}
