package marquee.replicas.host.process;

import java.io.IOException;
import java.util.Objects;
import marquee.config.ClusterConfig;
import marquee.config.ConfigException;
import marquee.config.ExitStatus;
import marquee.config.RoleFaults;
import marquee.config.process.Parent;
import marquee.config.process.ProcessLog;
import marquee.config.process.SpareCall;
import marquee.config.process.SpareTalk;
import marquee.config.process.StartException;
import marquee.protocol.NodeId;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.OfSpare;
import marquee.replicas.host.Learner;
import marquee.transport.LinkKeys;
import org.jspecify.annotations.Nullable;

/// A replica's process before it is anybody: it has loaded and tried what it needs, holds no key,
/// learns what its manager tells it of the order, and waits on standard input to be told who it is.
/// Then it is a replica as any other.
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
        var implementations = Implementations.all();
        var learner =
                new Learner(
                        name -> Objects.requireNonNull(implementations.get(name)).create(),
                        ReplicaProcess.limits(config));
        Rehearsal.run();
        say(SpareCall.AT_HAND);
        var call = learn(config, parent, learner);
        if (call == null) {
            return ExitStatus.DONE;
        }
        var learned = learner.learned(call.implementation());
        var keys = GivenKeys.from(parent);
        return ReplicaProcess.run(
                config,
                new Options(
                        call.replica(),
                        new Options.Life(call.incarnation(), call.host()),
                        call.implementation(),
                        RoleFaults.NONE,
                        settings.seed(),
                        new Options.Given(
                                parent, config.secret() == null ? LinkKeys.NONE : keys, learned),
                        settings.logRequests()));
    }

    /// Learns until it is called.
    ///
    /// @return the call; null once the parent has ended
    private static @Nullable SpareCall learn(ClusterConfig config, Parent parent, Learner learner)
            throws ConfigException, StartException {
        for (var line = parent.readLine(); line != null; line = parent.readLine()) {
            var lesson = SpareTalk.lesson(line);
            var names = SpareTalk.held(line);
            if (lesson != null) {
                say(learner.learn(lesson));
            } else if (!names.isEmpty()) {
                for (var name : names) {
                    var _ = Implementations.find(name);
                }
                say(learner.hold(names));
            } else if (line.equals(SpareTalk.FORGET)) {
                say(learner.begin());
            } else {
                return call(config, line);
            }
        }
        return null;
    }

    private static SpareCall call(ClusterConfig config, String line) throws ConfigException {
        var call = SpareCall.parse(line);
        if (call == null || !config.contains(call.replica()) || !config.contains(call.host())) {
            throw new ConfigException("a spare is told '" + line + "', expected 'be NAME …'");
        }
        return call;
    }

    private static void say(@Nullable OfSpare wish) {
        if (wish != null) {
            say(SpareTalk.line(wish));
        }
    }

    @SuppressWarnings("SystemOut") // The word to the manager.
    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
