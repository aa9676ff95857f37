package marquee.launcher.local;

import com.google.common.base.Preconditions;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import marquee.config.ClusterConfig;
import marquee.config.ConfigException;
import marquee.config.ExitStatus;
import marquee.config.process.RoleShell;
import marquee.config.process.StartException;
import marquee.launcher.local.ClusterPlan.Feature;
import marquee.launcher.local.ClusterPlan.Purpose;
import marquee.protocol.NodeId;
import marquee.replicas.host.process.Implementations;
import marquee.sequencer.log.SequencerLog;

/// A cluster on this machine: every role is a child process of this one, and none outlives it. Not
/// thread-safe.
public final class LocalCluster implements AutoCloseable {
    /// How long the roles may take until all are ready, in milliseconds. Neighbours can make a
    /// start of a second last twenty.
    public static final long READY_MILLIS_MAX = 90_000;

    private static final long STOP_MILLIS_MAX = RoleShell.STOP_MILLIS_MAX + 1_000;

    /// How long a process may take to end when it leaves an archive, in milliseconds.
    private static final long ARCHIVE_MILLIS_MAX = 60_000;

    private static final int TRIES_MAX = 3;
    private static final long POLL_MILLIS = 5;

    private final ClusterPlan plan;
    private final Path description;
    private final ClusterConfig config;
    private final Consumer<String> progress;
    private final Map<NodeId, RoleChild> children = new LinkedHashMap<>();

    private LocalCluster(ClusterPlan plan, Path description, Consumer<String> progress)
            throws ConfigException {
        this.plan = plan;
        this.description = description;
        this.progress = progress;
        config = ClusterConfig.load(description, Implementations.names());
    }

    /// Starts a cluster and waits until all its roles are ready. When it fails nothing is left
    /// running.
    ///
    /// @param progress told what the roles say until they are ready; from several threads
    /// @throws StartException if a role does not become ready; with the role's own words
    public static LocalCluster start(ClusterPlan plan, Consumer<String> progress)
            throws StartException, ConfigException, IOException, InterruptedException {
        Files.createDirectories(plan.directory());
        for (int tries = 1; ; tries++) {
            var written = plan.description();
            var description =
                    written == null
                            ? LocalDescription.write(plan.directory(), plan.size(), plan.hosts())
                            : written;
            var cluster = new LocalCluster(plan, description, progress);
            try {
                cluster.startAll();
                return cluster;
            } catch (PortTaken e) {
                cluster.close();
                if (written != null || tries == TRIES_MAX) {
                    throw new StartException(ExitStatus.REFUSED, e.getMessage());
                }
            } catch (StartException
                    | ConfigException
                    | IOException
                    | InterruptedException
                    | RuntimeException e) {
                cluster.close();
                throw e;
            }
        }
    }

    /// What the cluster is like.
    public ClusterConfig config() {
        return config;
    }

    /// The file that describes the cluster.
    public Path description() {
        return description;
    }

    /// The front ends' web services.
    public ImmutableList<URI> urls() {
        return LocalDescription.urls(config);
    }

    /// The newest process of every role, also of one that has ended.
    public ImmutableList<RoleChild> children() {
        return ImmutableList.copyOf(children.values());
    }

    /// Looks whether all roles run, which they do even before they are ready.
    ///
    /// @throws StartException if one has ended; with the role's own words
    public void expectRunning() throws StartException, IOException, InterruptedException {
        expectRunning(children());
    }

    /// Ends a role without a word (SIGKILL).
    public void kill(NodeId id) throws InterruptedException {
        child(id).kill();
    }

    /// Starts a role whose process has ended again, and waits until it is ready.
    ///
    /// @throws StartException if it does not become ready
    public void startAgain(NodeId id)
            throws StartException, ConfigException, IOException, InterruptedException {
        startAgain(ImmutableList.of(id));
    }

    /// Starts roles whose processes have ended again, and waits until all of them are ready: some
    /// are only when others are.
    ///
    /// @throws StartException if one does not become ready
    public void startAgain(ImmutableList<NodeId> ids)
            throws StartException, ConfigException, IOException, InterruptedException {
        var starting = ImmutableList.<RoleChild>builder();
        for (var id : ids) {
            Preconditions.checkState(!child(id).handle().isAlive(), "%s is running", id);
            var started = start(id);
            children.put(id, started);
            starting.add(started);
        }
        awaitReady(starting.build());
    }

    @Override
    public void close() {
        children.values().forEach(RoleChild::askToStop);
        long millis = plan.purpose() == Purpose.ARCHIVE ? ARCHIVE_MILLIS_MAX : STOP_MILLIS_MAX;
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        try {
            for (var child : children.values()) {
                child.awaitEnd(TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
            }
        } catch (InterruptedException e) {
            children.values().forEach(child -> child.handle().destroyForcibly());
            Thread.currentThread().interrupt();
        }
    }

    private RoleChild child(NodeId id) {
        var child = children.get(id);
        Preconditions.checkArgument(child != null, "no node %s", id);
        return child;
    }

    private void startAll()
            throws StartException, ConfigException, IOException, InterruptedException {
        for (var id : config.nodes()) {
            if (isOurs(id)) {
                children.put(id, start(id));
            }
        }
        awaitReady(needed());
    }

    /// Whether `id` is started here: a driver takes the place of the first front end, and managers
    /// start replicas.
    private boolean isOurs(NodeId id) {
        return switch (id.kind()) {
            case FRONT_END -> plan.purpose() != Purpose.MEASURE || id.index() > 1;
            case REPLICA -> config.managers().isEmpty();
            case SEQUENCER, MANAGER -> true;
        };
    }

    /// Who must be ready. While a front end is missing neither a sequencer is nor the other front
    /// ends are; the driver that takes its place waits for them itself.
    private ImmutableList<RoleChild> needed() {
        return children().stream()
                .filter(child ->
                        switch (child.id().kind()) {
                            case SEQUENCER, FRONT_END -> plan.purpose() != Purpose.MEASURE;
                            case REPLICA, MANAGER -> true;
                        })
                .collect(ImmutableList.toImmutableList());
    }

    private RoleChild start(NodeId id) throws ConfigException, IOException {
        var arguments = ImmutableList.<String>builder();
        arguments.add(command(id), "--config", description.toString(), "--with-parent");
        arguments.add("--checked", config.hash());
        if (id.kind() != NodeId.Kind.SEQUENCER) {
            arguments.add("--id", id.toString());
        } else {
            sequencerArguments(arguments);
        }
        if (id.kind() == NodeId.Kind.FRONT_END && isLab()) {
            arguments.add("--lab");
        }
        if (plan.purpose().isMeasured()) {
            measuredArguments(arguments, id);
        }
        if (plan.recordings() != null) {
            arguments.add("--record", plan.recordings().toString());
        }
        arguments.add("--seed", Long.toString(plan.seed() + id.wire()));
        boolean passesOn = id.kind() == NodeId.Kind.MANAGER;
        addFault(arguments, passesOn ? "--own-fault" : "--fault", id);
        if (passesOn) {
            addFault(arguments, "--fault", NodeId.replica(id.index()));
        }
        boolean given = id.kind() == NodeId.Kind.REPLICA && config.secret() != null;
        if (given) {
            arguments.add("--keys", "-");
        }
        var keys = given ? ReplicaKeys.lines(config, id) : ImmutableList.<String>of();
        var command = Jvm.command(plan.purpose(), id, arguments.build());
        var child = RoleChild.start(id, plan.hosts().on(id, command), progress);
        if (given) {
            child.tell(keys);
        }
        return child;
    }

    private boolean isLab() {
        return plan.size().has(Feature.LAB) || !plan.hosts().equals(Hosts.LOOPBACK);
    }

    private static void measuredArguments(ImmutableList.Builder<String> arguments, NodeId id) {
        if (id.kind() != NodeId.Kind.SEQUENCER) {
            arguments.add("--no-request-log");
        }
        if (id.kind() == NodeId.Kind.MANAGER) {
            arguments.add("--measured");
        }
    }

    private void addFault(ImmutableList.Builder<String> arguments, String option, NodeId of) {
        var fault = plan.faults().get(of);
        if (fault != null) {
            arguments.add(option, fault);
        }
    }

    private void sequencerArguments(ImmutableList.Builder<String> arguments) {
        arguments.add("--lab");
        if (!Files.exists(config.sequencer().data().resolve(SequencerLog.EPOCH_FILE))) {
            arguments.add("--init");
        }
        if (plan.size().has(Feature.LOSS_ACCEPTED)) {
            arguments.add("--accept-loss");
        }
        var date = plan.date();
        if (date != null) {
            arguments.add("--date", date.toString());
        }
    }

    private static String command(NodeId id) {
        return switch (id.kind()) {
            case SEQUENCER -> "sequencer";
            case FRONT_END -> "frontend";
            case REPLICA -> "replica";
            case MANAGER -> "replica-manager";
        };
    }

    /// Waits until all of `starting` are ready, or one of them has ended.
    private static void awaitReady(ImmutableList<RoleChild> starting)
            throws StartException, PortTaken, InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(READY_MILLIS_MAX);
        while (true) {
            expectRunning(starting);
            var late = starting.stream().filter(child -> !child.isReady()).findFirst();
            if (late.isEmpty()) {
                return;
            }
            if (System.nanoTime() > end) {
                throw new StartException(
                        ExitStatus.UNREACHABLE,
                        "%s was not ready within %d s; it said: %s"
                                .formatted(
                                        late.get().id(),
                                        READY_MILLIS_MAX / 1_000,
                                        late.get().lastLine()));
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private static void expectRunning(ImmutableList<RoleChild> expected)
            throws StartException, PortTaken, InterruptedException {
        for (var child : expected) {
            if (child.hasEnded()) {
                throw failure(child);
            }
        }
    }

    private static StartException failure(RoleChild ended) throws PortTaken {
        if (ended.lastLine().contains(RoleShell.CANNOT_LISTEN)) {
            throw new PortTaken(ended.lastLine());
        }
        int status = ended.exitStatus();
        return new StartException(
                status == ExitStatus.USAGE ? status : ExitStatus.REFUSED,
                ended.lastLine().isEmpty()
                        ? "%s ended with status %d".formatted(ended.id(), status)
                        : ended.lastLine());
    }

    /// A port was taken between being found free and being used.
    private static final class PortTaken extends IOException {
        private static final long serialVersionUID = 1L;

        private final String message;

        PortTaken(String message) {
            super(message);
            this.message = message;
        }

        @Override
        public String getMessage() {
            return message;
        }
    }
}
