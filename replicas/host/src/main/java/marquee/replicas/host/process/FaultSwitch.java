package marquee.replicas.host.process;

import com.google.common.util.concurrent.Uninterruptibles;
import java.util.concurrent.CountDownLatch;
import marquee.config.ExitStatus;
import marquee.config.RoleFaults;
import marquee.protocol.Chance;
import marquee.replicas.host.Replica;
import marquee.replicas.host.faults.FaultyReplica;
import marquee.replicas.host.faults.ReplicaFaults;
import marquee.replicas.host.faults.RottenState;
import marquee.replicas.host.state.ReplicatedState;

/// Has a replica and its state do wrong what people ask for, in a process of its own or in a
/// simulated one. Used by the thread of its loop.
public final class FaultSwitch {
    private static final long NANOS_A_MILLI = 1_000_000;

    private final RottenState state;
    private final FaultyReplica role;

    FaultSwitch(RottenState state, FaultyReplica role) {
        this.state = state;
        this.role = role;
    }

    /// A replica that begins with `state`, made by `maker`, that can be faulty.
    public static FaultSwitch around(ReplicatedState state, Maker maker) {
        var rotten = state.wrap(RottenState::new);
        return new FaultSwitch(rotten, new FaultyReplica(maker.replica(state)));
    }

    /// Makes the replica of a state.
    public interface Maker {
        /// The replica that begins with `state`.
        Replica replica(ReplicatedState state);
    }

    /// The replica, faulty or not.
    public FaultyReplica role() {
        return role;
    }

    /// Only `faults` are done from now on; rot stays.
    ///
    /// @param seed of what is left to chance
    public void change(RoleFaults faults, long seed) {
        if (faults.rotten()) {
            state.rot();
        }
        role.change(
                new ReplicaFaults(
                        faults.wrongReply().count(),
                        faults.wrongReply().cycle(),
                        faults.silent(),
                        faults.slowMillis() * NANOS_A_MILLI,
                        faults.hangs(),
                        faults.crashAt()),
                new Chance(seed));
    }

    /// Ends the process as a crash does: nothing is flushed, nobody is told.
    static void crash() {
        Runtime.getRuntime().halt(ExitStatus.REFUSED);
    }

    /// Keeps the loop that calls this for ever.
    static void standStill() {
        Uninterruptibles.awaitUninterruptibly(new CountDownLatch(1));
    }
}
