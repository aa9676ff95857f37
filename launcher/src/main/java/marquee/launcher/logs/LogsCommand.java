package marquee.launcher.logs;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import marquee.config.ClusterConfig;
import marquee.config.ConfigException;
import marquee.config.ExitStatus;
import marquee.config.process.StartException;
import marquee.launcher.console.Screen;
import marquee.launcher.local.LocalDescription;
import marquee.launcher.local.RunState;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The command `logs`.
@Command(
        name = "logs",
        description =
                "Shows what all roles of a cluster have logged, events and requests, in one time"
                        + " line: the local cluster's, or that of the log files in a folder.")
public final class LogsCommand implements Callable<Integer> {
    @Mixin private Screen screen = new Screen();
    @Mixin private LogChoice choice = new LogChoice();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "The folder of the log files, or the one around it, as that of up --data;"
                            + " unless given the running cluster's, and where none runs that of"
                            + " clusters without --data and --config.")
    private @Nullable Path data;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The description of a cluster, whose folder of logs is read.")
    private @Nullable Path description;

    @Option(names = "--json", description = "Shows each line as a JSON object.")
    private boolean json;

    @Override
    public Integer call() throws ConfigException, IOException, StartException {
        if (data != null && description != null) {
            throw new ConfigException("--data beside --config, expected only one of them");
        }
        choice.check(screen, Instant.now());
        var cluster = cluster();
        var folder = cluster == null ? folder() : cluster.logs();
        var described = cluster == null ? leftIn(folder) : cluster;
        if (described != null) {
            choice.checkRole(described.nodes(), LogFolder.roles(folder));
        }
        var show = new LogShow(screen, choice, json);
        if (choice.needsNumbers()) {
            show.learn(LogFolder.open(folder));
        }
        show.show(LogFolder.open(folder));
        return ExitStatus.DONE;
    }

    /// The cluster whose logs are wanted; null where they are to be found without its description.
    private @Nullable ClusterConfig cluster() throws ConfigException, IOException {
        if (data != null) {
            return null;
        }
        if (description != null) {
            return ClusterConfig.load(description);
        }
        var last = RunState.read().filter(RunState::wasReady);
        return last.isPresent() ? described(last.get()) : null;
    }

    private Path folder() throws IOException, StartException {
        if (data != null) {
            return data;
        }
        var left = RunState.directory();
        if (LogFolder.roles(left).isEmpty()) {
            throw new StartException(
                    ExitStatus.REFUSED,
                    "no local cluster is ready, and none has left logs in " + left);
        }
        screen.say("no local cluster is ready: these are the logs in " + left);
        return left;
    }

    /// The cluster that has left its description in `folder`; null for none.
    private static @Nullable ClusterConfig leftIn(Path folder) {
        try {
            return ClusterConfig.load(folder.resolve(LocalDescription.FILE));
        } catch (ConfigException e) {
            return null; // Its logs can be read without.
        }
    }

    /// How `cluster` is described.
    static ClusterConfig described(RunState cluster) throws ConfigException {
        return ClusterConfig.load(Path.of(cluster.description()));
    }
}
