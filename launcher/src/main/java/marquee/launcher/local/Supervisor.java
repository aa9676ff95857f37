package marquee.launcher.local;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import marquee.config.ConfigException;
import marquee.config.ExitStatus;
import marquee.config.process.FolderLock;
import marquee.config.process.ProcessLog;
import marquee.config.process.RoleShell;
import marquee.config.process.StartException;
import marquee.launcher.console.Interruption;
import marquee.launcher.console.TemporaryFolder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The process in the background whose children the roles of a local cluster are. It says on
/// standard output what the roles say until they are ready, then `READY URL`, and is silent from
/// then on; whoever started it may go. It ends on SIGTERM, also while they start, and when all its
/// children have.
public final class Supervisor {
    /// The file that a supervisor holds locked from its beginning to its end.
    static final String LOCK = "run.lock";

    private static final int LOCK_TRIES = 4;
    private static final Duration LOCK_PAUSE = Duration.ofMillis(50);

    private final ClusterPlan plan;
    private final PrintWriter out;

    /// What is to be done before a cluster starts.
    public interface Preparation {
        /// Does it.
        void run() throws StartException, IOException;
    }

    /// Makes the supervisor of a cluster to be.
    public Supervisor(ClusterPlan plan, PrintWriter out) {
        this.plan = plan;
        this.out = out;
    }

    /// Runs the cluster until it is to end.
    ///
    /// @param first what is done before, once no other cluster can run or start
    /// @return the exit status
    /// @throws StartException if a cluster runs already, or this one cannot start
    public int run(Preparation first)
            throws StartException, ConfigException, IOException, InterruptedException {
        Files.createDirectories(RunState.directory());
        try (var interruption = Interruption.ofThisThread();
                var lock = tryLock(RunState.directory())) {
            if (lock == null) {
                throw runsAlready();
            }
            return runAlone(first, interruption);
        }
    }

    /// Takes the lock of `folder`, unless another supervisor has it. It is tried more than once:
    /// who looks whether somebody has it has it himself for a moment.
    static @Nullable FolderLock tryLock(Path folder) throws IOException, InterruptedException {
        var lock = FolderLock.tryTake(folder, LOCK);
        for (int tries = 1; lock == null && tries < LOCK_TRIES; tries++) {
            Thread.sleep(LOCK_PAUSE);
            lock = FolderLock.tryTake(folder, LOCK);
        }
        return lock;
    }

    /// Whether a supervisor runs whose state is in `folder`, also one that left none there. Not for
    /// that supervisor's own process.
    static boolean runsIn(Path folder) throws IOException {
        return FolderLock.isHeld(folder, LOCK);
    }

    /// Sees that no cluster runs in the background, for whoever is about to start one.
    ///
    /// @throws StartException if one does
    public static void requireNone() throws StartException, IOException {
        if (RunState.present().isPresent()) {
            throw runsAlready();
        }
    }

    private static StartException runsAlready() throws IOException {
        var urls = RunState.present().map(state -> String.join(", ", state.urls())).orElse("");
        return new StartException(
                ExitStatus.REFUSED,
                "a local cluster runs already (%s), expected none; ./marquee down stops it"
                        .formatted(urls.isEmpty() ? "it is starting or ending" : urls));
    }

    private int runAlone(Preparation first, Interruption interruption)
            throws StartException, ConfigException, IOException, InterruptedException {
        try {
            RunState.starting().write();
            first.run();
            return runCluster(interruption);
        } finally {
            RunState.delete(RunState.directory());
        }
    }

    private int runCluster(Interruption interruption)
            throws StartException, ConfigException, IOException, InterruptedException {
        try (var cluster = LocalCluster.start(plan, this::say)) {
            var config = cluster.config();
            ProcessLog.start("supervisor", config.logs(), config.limits(), true);
            RunState.of(cluster).write();
            say(RoleShell.READY + " " + String.join(" ", RunState.of(cluster).urls()));
            allEnded(cluster, interruption).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            ProcessLog.stop();
            if (plan.recordings() != null) {
                TemporaryFolder.delete(plan.recordings());
            }
        }
        return ExitStatus.DONE;
    }

    private static CompletableFuture<Void> allEnded(
            LocalCluster cluster, Interruption interruption) {
        return CompletableFuture.allOf(
                cluster.children().stream()
                        .map(child -> child.onExit().thenRun(() -> ended(child, interruption)))
                        .toArray(CompletableFuture<?>[]::new));
    }

    private static void ended(RoleChild child, Interruption interruption) {
        if (!interruption.hasCome()) {
            log().warn("{} has ended with status {}", child.id(), child.exitStatus());
        }
    }

    private synchronized void say(String line) {
        out.println(line);
        out.flush();
    }

    private static Logger log() {
        return LoggerFactory.getLogger(Supervisor.class);
    }
}
