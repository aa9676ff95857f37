package marquee.config.process;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import marquee.config.ClusterConfig;
import marquee.config.ConfigException;
import marquee.config.ExitStatus;
import marquee.protocol.NodeId;
import org.slf4j.LoggerFactory;

/// A process whose role does nothing but what its arguments say.
final class ShellDemo {
    private static final long WAITING_NANOS = 1_500_000_000;

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
            case "taken" -> throw new BindException("in use");
            case "refuse" -> throw new StartException(ExitStatus.UNREACHABLE, "nobody is there");
            case "break" -> throw new IllegalStateException("a fault");
            default -> {
                var stopped = new CountDownLatch(1);
                shell.onStop(stopped::countDown);
                long start = System.nanoTime();
                shell.reportReadiness(
                        () ->
                                System.nanoTime() - start < WAITING_NANOS
                                        ? ImmutableList.of(NodeId.SEQUENCER, NodeId.replica(2))
                                        : ImmutableList.of(),
                        () -> "at last");
                LoggerFactory.getLogger(ShellDemo.class).info("told to {}", what);
                ProcessLog.request(() -> "one request");
                stopped.await();
                LoggerFactory.getLogger(ShellDemo.class).info("told to stop");
                yield ExitStatus.DONE;
            }
        };
    }
}
