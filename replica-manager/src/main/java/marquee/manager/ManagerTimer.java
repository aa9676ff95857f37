package marquee.manager;

import marquee.protocol.Expiry;

/// The purposes of a [ReplicaManager]'s timers.
enum ManagerTimer implements Expiry {
    /// Look after everything that goes by time.
    TICK
}
