package marquee.frontend.process;

import marquee.config.RoleFaults;
import marquee.protocol.NodeId;

/// What a front end is told on its command line.
///
/// @param self which front end of the cluster it is
/// @param faults how its own links mistreat what it sends
/// @param seed of the chance behind faults and of the jitter of repeats
/// @param withParent whether it ends when standard input ends
/// @param lab whether users may be taken at their word on an address that others can reach
/// @param logRequests whether it writes the text log of requests
public record Options(
        NodeId self,
        RoleFaults faults,
        long seed,
        boolean withParent,
        boolean lab,
        boolean logRequests) {}
