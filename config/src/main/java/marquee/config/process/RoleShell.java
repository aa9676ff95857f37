package marquee.config.process;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import java.io.IOException;
import java.net.BindException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import marquee.config.ClusterConfig;
import marquee.config.ConfigException;
import marquee.config.ExitStatus;
import marquee.protocol.NodeId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What surrounds a role in its process, the same for all: the log, the words to whoever started
/// it, and the end.
///
/// On standard output a process says once a second for whom it waits, and then, once, the line
/// `READY NODE DETAILS`. It ends when its body returns, on SIGTERM, or, as the child of a launcher,
/// when standard input ends, so that no child outlives its parent. A mistake of a person's costs
/// one line on standard error, never a stack trace.
public final class RoleShell {
    /// The first word of the line that says that a process is ready.
    public static final String READY = "READY";

    /// The words by which a process says that a port which it needs is taken.
    public static final String CANNOT_LISTEN = "cannot listen";

    /// How long a process takes to stop in order before it is made to.
    public static final long STOP_MILLIS_MAX = 2_000;

    private static final long WAITING_MILLIS = 1_000;
    private static final long POLL_MILLIS = 10;

    private final Settings settings;
    private final List<Runnable> stops = new CopyOnWriteArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Supplier<String> explanation = () -> "";

    private RoleShell(Settings settings) {
        this.settings = settings;
    }

    /// Which process of which cluster.
    ///
    /// @param parent who started it, and wants it to end with itself; null for nobody
    public record Settings(ClusterConfig config, NodeId self, @Nullable Parent parent) {
        /// Settings of a process whose parent, if it has one, says nothing.
        public Settings(ClusterConfig config, NodeId self, boolean withParent) {
            this(config, self, withParent ? new Parent() : null);
        }
    }

    /// What a process does from its start to its end.
    public interface Body {
        /// Returns the exit status once the process is to end; [#onStop] says how it is told to. A
        /// [BindException] says where the node cannot listen, and what was expected there.
        int run(RoleShell shell)
                throws ConfigException, StartException, IOException, InterruptedException;
    }

    /// Runs `body` on this thread and returns the exit status of the process.
    public static int run(Settings settings, Body body) {
        var shell = new RoleShell(settings);
        try {
            var config = settings.config();
            var node = settings.self().toString();
            ProcessLog.start(node, config.logs(), config.limits(), settings.parent() != null);
            shell.watch();
            return body.run(shell);
        } catch (StartException e) {
            return shell.complain(e.status(), e.getMessage());
        } catch (ConfigException e) {
            return shell.complain(ExitStatus.USAGE, e.getMessage());
        } catch (BindException e) {
            return shell.complain(ExitStatus.REFUSED, CANNOT_LISTEN + " on " + e.getMessage());
        } catch (IOException e) {
            return shell.complain(ExitStatus.REFUSED, e.toString());
        } catch (InterruptedException e) {
            return ExitStatus.REFUSED; // Only ever by whoever runs the body on a thread of its own.
        } catch (RuntimeException | Error e) {
            log().error("ends because of a fault of the program", e);
            return ExitStatus.REFUSED;
        } finally {
            try {
                ProcessLog.stop();
            } finally {
                shell.ended.countDown(); // Whoever waits for it may end the process at once.
            }
        }
    }

    /// Has `stop` called, from another thread, when the process is asked to end; the last one added
    /// is called first. It must make the body return.
    public void onStop(Runnable stop) {
        stops.add(stop);
    }

    /// Has the words of `why`, unless they are empty, said beside those for whom the process waits.
    /// Asked from another thread; before [#reportReadiness].
    public void explain(Supplier<String> why) {
        explanation = why;
    }

    /// Says on standard output for whom the process waits, once a second, until it waits for
    /// nobody; then that it is ready.
    ///
    /// @param waitingFor the nodes still missed; asked from another thread, often
    /// @param details what to say beside the node's name, such as a URL; asked once, when ready
    public void reportReadiness(
            Supplier<ImmutableList<NodeId>> waitingFor, Supplier<String> details) {
        Thread.ofPlatform().daemon().name("readiness").start(() -> untilReady(waitingFor, details));
    }

    private void sayWaiting(ImmutableList<NodeId> missed) {
        var why = explanation.get();
        say(
                settings.self()
                        + " waiting for "
                        + Joiner.on(", ").join(missed)
                        + (why.isEmpty() ? "" : " (" + why + ")"));
    }

    private void untilReady(Supplier<ImmutableList<NodeId>> waitingFor, Supplier<String> details) {
        long polls = 0;
        try {
            for (var missed = waitingFor.get(); !missed.isEmpty(); missed = waitingFor.get()) {
                if (polls * POLL_MILLIS % WAITING_MILLIS == 0 && polls > 0) {
                    sayWaiting(missed);
                }
                if (ended.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                    return;
                }
                polls++;
            }
            say("%s %s %s".formatted(READY, settings.self(), details.get()).stripTrailing());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @SuppressWarnings("SystemOut") // The words to whoever started the process.
    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    private void watch() {
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("stop").unstarted(this::stop));
        var parent = settings.parent();
        if (parent != null) {
            Thread.ofPlatform().daemon().name("parent").start(parent::listen);
        }
    }

    private void stop() {
        Lists.reverse(ImmutableList.copyOf(stops)).forEach(Runnable::run);
        try {
            if (!ended.await(STOP_MILLIS_MAX, TimeUnit.MILLISECONDS)) {
                log().warn("did not end within {} ms and is made to", STOP_MILLIS_MAX);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @SuppressWarnings("SystemOut") // For the person who made the mistake.
    private int complain(int status, String message) {
        System.err.println(settings.self() + ": " + message);
        return status;
    }

    private static Logger log() {
        return LoggerFactory.getLogger(RoleShell.class);
    }
}
