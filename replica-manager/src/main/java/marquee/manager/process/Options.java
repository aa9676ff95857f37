package marquee.manager.process;

import com.google.common.collect.ImmutableList;
import marquee.config.RoleFaults;
import marquee.protocol.NodeId;

/// What a replica manager is told on its command line.
///
/// @param self which one it is
/// @param replicaCommand what starts a replica, but for who it is and what it runs
/// @param replicaFaults what the first incarnation of the manager's own slot is told to do wrong,
///   as after `--fault`; empty for nothing
/// @param faults how the manager's own links mistreat what it sends
/// @param seed of the chance behind faults and of the jitter of repeats
/// @param withParent whether it ends when standard input ends
public record Options(
        NodeId self,
        ImmutableList<String> replicaCommand,
        String replicaFaults,
        RoleFaults faults,
        long seed,
        boolean withParent) {}
