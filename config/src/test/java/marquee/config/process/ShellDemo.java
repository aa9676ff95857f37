package marquee.config.process;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import marquee.config.ClusterConfig;
import marquee.config.ConfigException;
import marquee.config.ExitStatus;
import marquee.protocol.NodeId;
import org.slf4j.LoggerFactory;

/// A process whose role does nothing but what its arguments say.
final class ShellDemo {
    private ShellDemo() {}

    /// Runs R1.
    ///
    /// @param arguments the cluster's description, and what to do
    public static void main(String[] arguments) throws ConfigException {
        System.setProperty(ProcessLogManager.PROPERTY, ProcessLogManager.class.getName());
        var config = ClusterConfig.load(Path.of(arguments[0]));
        var settings = new RoleShell.Settings(config, NodeId.replica(1), true);
        System.exit(RoleShell.run(settings, shell -> run(shell, arguments[1])));
    }

    private static int run(RoleShell shell, String what)
            throws StartException, IOException, InterruptedException {
        return switch (what) {
            case "taken" -> throw new BindException("a port, expected another");
            case "refuse" -> throw new StartException(ExitStatus.UNREACHABLE, "nobody is there");
            case "break" -> throw new IllegalStateException("a fault");
            default -> {
                var stopped = new CountDownLatch(1);
                shell.onStop(stopped::countDown);
                LoggerFactory.getLogger(ShellDemo.class).info("told to {}", what);
                ProcessLog.request(() -> "one request");
                var told = new AtomicBoolean();
                shell.explain(() -> {
                    told.set(true);
                    return "";
                });
                shell.reportReadiness(
                        () ->
                                told.get()
                                        ? ImmutableList.of()
                                        : ImmutableList.of(NodeId.SEQUENCER, NodeId.replica(2)),
                        () -> "at last");
                stopped.await();
                LoggerFactory.getLogger(ShellDemo.class).info("told to stop");
                yield ExitStatus.DONE;
            }
        };
    }
}
