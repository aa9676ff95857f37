package marquee.config.process;

import marquee.config.ConfigException;
import marquee.config.RoleFaults;
import marquee.protocol.NodeId;
import marquee.protocol.replication.FaultOrder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where a process takes in what it is told to do wrong, at its start and while it runs, and puts
/// it on record with the seed that repeats it.
public final class FaultDesk {
    private final NodeId self;

    /// Makes the desk of the process of `self`.
    public FaultDesk(NodeId self) {
        this.self = self;
    }

    /// Does what a fault needs.
    public interface Doer {
        /// From now on `faults` are done, with chance drawn from `seed`.
        void change(RoleFaults faults, long seed);
    }

    /// Puts on record what the process was started with.
    public void started(RoleFaults faults, long seed) {
        if (!faults.equals(RoleFaults.NONE)) {
            log().warn("{} does wrong, as told: {}, seed {}", self, faults.text(), seed);
        }
    }

    /// Has `doer` do what `order` says; one that makes no sense for this role changes nothing.
    public void told(FaultOrder order, Doer doer) {
        try {
            var faults = RoleFaults.parse(order.faults());
            faults.requireFor(self);
            log().warn("{} is told: {}, seed {}", self, order.faults(), order.seed());
            doer.change(faults, order.seed());
        } catch (ConfigException e) {
            log().warn("{} is told what it cannot do: {}", self, e.getMessage());
        }
    }

    private static Logger log() {
        return LoggerFactory.getLogger(FaultDesk.class);
    }
}
