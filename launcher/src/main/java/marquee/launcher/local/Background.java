package marquee.launcher.local;

import com.google.common.collect.ImmutableList;
import com.google.common.util.concurrent.Uninterruptibles;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import marquee.config.ClusterConfig;
import marquee.config.ConfigException;
import marquee.config.ExitStatus;
import marquee.config.process.RoleShell;
import marquee.config.process.StartException;
import marquee.launcher.console.TemporaryFolder;
import marquee.sequencer.process.LogFolder;

/// Starts and stops the cluster in the background.
public final class Background {
    private static final long STOP_SECONDS_MAX = 8;
    private static final String COMPLAINT = "marquee: ";

    /// A process that a signal has ended has this status and the signal's number.
    private static final int SIGNALLED = 128;

    /// How long a sequencer may live on whose parent has ended.
    private static final long ORPHAN_MILLIS_MAX = RoleShell.STOP_MILLIS_MAX + 1_000;

    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private static final File NOTHING = new File("/dev/null");

    private Background() {}

    /// Starts a supervisor with these arguments of its command and waits until the cluster is
    /// ready. When it fails, or this process is ended meanwhile, nothing is left running.
    ///
    /// @param progress told what is going on
    /// @throws StartException if the cluster does not become ready, with the reason
    public static RunState start(ImmutableList<String> arguments, Consumer<String> progress)
            throws StartException, IOException, InterruptedException {
        Files.createDirectories(RunState.directory());
        var process =
                new ProcessBuilder(Jvm.command(arguments))
                        .directory(RunState.directory().toFile())
                        .redirectErrorStream(true)
                        .redirectInput(NOTHING)
                        .start();
        var end = Thread.ofPlatform().unstarted(() -> end(process.toHandle()));
        Runtime.getRuntime().addShutdownHook(end);
        awaitReady(process, progress);
        try {
            Runtime.getRuntime().removeShutdownHook(end);
        } catch (IllegalStateException ending) {
            System.exit(ExitStatus.REFUSED); // Waits for the hook, which ends the cluster again.
        }
        return RunState.running()
                .orElseThrow(() -> new IOException("the cluster ended as soon as it was ready"));
    }

    /// Stops the cluster in the background and everything that was left of it.
    ///
    /// @return how many processes there were
    /// @throws StartException if there is a cluster whose supervisor is not known; nothing of it is
    ///   forgotten
    public static int stop() throws StartException, IOException, InterruptedException {
        return stop(RunState.directory());
    }

    /// The same of the cluster whose state is in `folder`.
    static int stop(Path folder) throws StartException, IOException, InterruptedException {
        var state = RunState.read(folder);
        int ended = state.isPresent() ? end(state.get()) : 0;
        if (Supervisor.runsIn(folder)) {
            throw new StartException(
                    ExitStatus.REFUSED,
                    "a local cluster runs, but no process that %s names: it is starting or ending;"
                                    .formatted(folder.resolve(RunState.FILE))
                            + " if it goes on, end its \"marquee.launcher.Main supervise\"");
        }
        if (state.isPresent()) {
            RunState.delete(folder);
            TemporaryFolder.delete(ClusterPlan.recordings(folder));
        }
        return ended;
    }

    private static int end(RunState state) throws InterruptedException {
        int ended = 0;
        var supervisor = state.supervisor().process();
        if (supervisor.isPresent()) {
            end(supervisor.get());
            ended++;
        }
        for (var role : state.roles()) {
            var orphan = role.process();
            if (orphan.isPresent()) {
                orphan.get().destroyForcibly();
                awaitEnd(orphan.get());
                ended++;
            }
        }
        return ended;
    }

    /// Where the cluster that was started last has its sequencer's log.
    public static Path sequencerLog() throws IOException {
        var last = RunState.read().filter(RunState::wasReady);
        if (last.isPresent()) {
            try {
                return ClusterConfig.load(Path.of(last.get().description())).sequencer().data();
            } catch (ConfigException e) {
                // The description is gone, which must not keep the cluster from being stopped.
            }
        }
        return ClusterPlan.sequencerLog(RunState.directory());
    }

    /// Sees that no sequencer uses `log`: one that was started by hand is nobody's child, and runs
    /// on when its cluster has ended. One that has just lost its parent is waited for.
    ///
    /// @throws StartException if one does
    public static void requireNoSequencer(Path log) throws StartException, IOException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ORPHAN_MILLIS_MAX);
        while (LogFolder.isHeld(log) && System.nanoTime() < end) {
            Uninterruptibles.sleepUninterruptibly(LOOK_EVERY);
        }
        if (LogFolder.isHeld(log)) {
            throw new StartException(
                    ExitStatus.REFUSED,
                    "a sequencer that was started by hand still uses the log in %s; end it with"
                                    .formatted(log)
                            + " Ctrl-C");
        }
    }

    /// Hands on what the supervisor says until the cluster is ready, which it says with the URLs;
    /// its roles say before that they are.
    ///
    /// @throws StartException if it ends before, with what it said last
    static void awaitReady(Process supervisor, Consumer<String> progress)
            throws StartException, IOException, InterruptedException {
        var output = supervisor.inputReader();
        var last = "";
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            if (!last.isEmpty()) {
                progress.accept(last);
            }
            if (line.startsWith(RoleShell.READY + " http")) {
                return;
            }
            last = line;
        }
        throw failure(supervisor.waitFor(), last);
    }

    /// What is to be told of a supervisor that ended with `status`, and whose last word was `last`:
    /// its complaint, or that a signal has ended it, or else what it said.
    private static StartException failure(int status, String last) {
        if (last.startsWith(COMPLAINT)) {
            return new StartException(status, last.substring(COMPLAINT.length()));
        }
        return new StartException(
                ExitStatus.REFUSED,
                status > SIGNALLED
                        ? "the local cluster was ended while it was starting"
                        : "the local cluster ended while it was starting: " + last);
    }

    /// Has `supervisor` end all of its cluster, and waits until it has: the next one may start
    /// then.
    static void end(ProcessHandle supervisor) {
        supervisor.destroy();
        try {
            awaitEnd(supervisor);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Once this returns, what the process has locked is free.
    private static void awaitEnd(ProcessHandle process) throws InterruptedException {
        awaitEndInTime(process);
        if (RunState.Running.runs(process)) {
            process.destroyForcibly();
            awaitEndInTime(process);
        }
    }

    private static void awaitEndInTime(ProcessHandle process) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(STOP_SECONDS_MAX);
        while (RunState.Running.runs(process) && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }
}
