package marquee.replicas.host.process;

import java.io.IOException;
import marquee.config.ClusterConfig;
import marquee.config.ConfigException;
import marquee.config.ExitStatus;
import marquee.config.RoleFaults;
import marquee.config.process.Parent;
import marquee.config.process.ProcessLog;
import marquee.config.process.SpareCall;
import marquee.config.process.StartException;
import marquee.protocol.NodeId;
import marquee.transport.LinkKeys;

/// A replica's process before it is anybody: it has loaded and tried what it needs, holds no key,
/// and waits on standard input for its manager to say who it is. Then it is a replica as any other.
public final class SpareProcess {
    private SpareProcess() {}

    /// What a spare is told on its command line.
    ///
    /// @param host the manager that keeps it
    /// @param seed as of [Options]
    /// @param logRequests as of [Options]
    public record Settings(NodeId host, long seed, boolean logRequests) {}

    /// Waits to be called, then runs the replica on this thread until the process is told to end.
    /// Ends when `parent` does, called or not.
    ///
    /// @return the exit status, of [ExitStatus]
    /// @throws ConfigException if it is told what makes no sense
    public static int run(ClusterConfig config, Parent parent, Settings settings)
            throws ConfigException, StartException, IOException {
        ProcessLog.start(settings.host() + "-spare", config.logs(), config.limits(), true);
        Rehearsal.run();
        say();
        var line = parent.readLine();
        if (line == null) {
            return ExitStatus.DONE;
        }
        var call = SpareCall.parse(line);
        if (call == null || !config.contains(call.replica()) || !config.contains(call.host())) {
            throw new ConfigException("a spare is told '" + line + "', expected 'be NAME …'");
        }
        var keys = GivenKeys.from(parent);
        return ReplicaProcess.run(
                config,
                new Options(
                        call.replica(),
                        new Options.Life(call.incarnation(), call.host()),
                        call.implementation(),
                        RoleFaults.NONE,
                        settings.seed(),
                        new Options.Given(parent, config.secret() == null ? LinkKeys.NONE : keys),
                        settings.logRequests()));
    }

    @SuppressWarnings("SystemOut") // The word to the manager.
    private static void say() {
        System.out.println(SpareCall.AT_HAND);
        System.out.flush();
    }
}
