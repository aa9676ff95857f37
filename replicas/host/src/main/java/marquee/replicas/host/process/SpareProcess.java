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
import marquee.protocol.replication.ReplicationMessage.ToManager.ForSpare;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.OfSpare;
import marquee.replicas.host.state.ReplicatedState;
import marquee.replicas.host.transfer.Learner;
import marquee.transport.LinkKeys;
import org.jspecify.annotations.Nullable;

/// A replica's process before it is anybody: it has loaded and tried what it needs, holds no key,
/// learns what its manager tells it of the order, and waits on standard input to be told who it is.
/// Then it is a replica as any other.
public final class SpareProcess {
    private static final String KNOWS = "KNOWS";

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
        say(SpareCall.AT_HAND);
        var called = learn(config, parent);
        if (called == null) {
            return ExitStatus.DONE;
        }
        var call = called.call();
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
                                parent,
                                config.secret() == null ? LinkKeys.NONE : keys,
                                called.learned()),
                        settings.logRequests()));
    }

    /// A call, and what was known then.
    private record Called(SpareCall call, @Nullable ReplicatedState learned) {}

    /// Learns until it is called. What the replica will not need is not kept.
    ///
    /// @return null once the parent has ended
    private static @Nullable Called learn(ClusterConfig config, Parent parent)
            throws ConfigException, StartException {
        var implementations = Implementations.all();
        var learner =
                new Learner(
                        name -> Objects.requireNonNull(implementations.get(name)).create(),
                        ReplicaProcess.limits(config).state());
        for (var line = parent.readLine(); line != null; line = parent.readLine()) {
            try {
                if (!learn(learner, line)) {
                    var call = call(config, line);
                    return new Called(call, learner.learned(call.implementation()));
                }
            } catch (IllegalStateException e) {
                throw new StartException(
                        ExitStatus.REFUSED, "a spare is of no use: " + e.getMessage());
            }
        }
        return null;
    }

    /// @return whether `line` is anything to learn
    private static boolean learn(Learner learner, String line) throws StartException {
        var lesson = SpareTalk.lesson(line);
        var names = SpareTalk.held(line);
        if (lesson != null) {
            learn(learner, lesson);
        } else if (!names.isEmpty()) {
            for (var name : names) {
                var _ = Implementations.find(name);
            }
            say(learner.hold(names));
        } else if (line.equals(SpareTalk.FORGET)) {
            say(learner.begin());
        } else {
            return false;
        }
        return true;
    }

    private static void learn(Learner learner, ForSpare lesson) {
        boolean knew = learner.isComplete();
        say(learner.learn(lesson));
        if (learner.isComplete() && !knew) {
            say(KNOWS + " " + learner.executed());
        }
    }

    private static SpareCall call(ClusterConfig config, String line)
            throws ConfigException, StartException {
        var call = SpareCall.parse(line);
        if (call == null || !config.contains(call.replica()) || !config.contains(call.host())) {
            throw new ConfigException("a spare is told '" + line + "', expected 'be NAME …'");
        }
        var _ = Implementations.find(call.implementation());
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
