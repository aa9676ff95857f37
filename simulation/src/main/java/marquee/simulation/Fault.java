package marquee.simulation;

/// The kinds of fault that a run can have. Each has a strength from 0, never, to 1 000, always;
/// what it is a share of stands at the kind.
public enum Fault {
    /// Of the datagrams: lost.
    LOSS,
    /// Of the datagrams: the first of a burst that is lost as a whole.
    BURST_LOSS,
    /// Of the datagrams: arrives twice.
    DUPLICATION,
    /// Of the datagrams: delayed, mostly a little and now and then a thousandfold.
    DELAY,
    /// Of the datagrams: overtaken by later ones of the same link.
    REORDERING,
    /// Of the links: narrow, with a short queue whose overflow is lost.
    CAPACITY,
    /// Of the datagrams: a few bits of the real bytes are flipped.
    CORRUPTION,
    /// Of the datagrams: the real bytes are cut off.
    TRUNCATION,
    /// Of the datagrams: followed by a copy of an old one of the same link, perhaps from a life of
    /// its sender that is over.
    REPLAY,
    /// Of the moments at which the chaos strikes: nothing passes between some nodes and the others.
    PARTITION,
    /// Of those moments: nothing passes from one node to another; the other way is free.
    ONE_WAY_PARTITION,
    /// Of those moments: what one node sends to another stays on the way, and comes all at once.
    CLOGGING,
    /// Of those moments: a process stops, and later goes on as if nothing had been.
    PAUSE,
    /// Of those moments: a process takes its time for everything, for a while.
    SLOWNESS,
    /// Of those moments: a process crashes, and comes back with its disk, if it has one.
    CRASH_AND_RESTART,
    /// Of those moments: a process crashes for good.
    CRASH,
    /// Of those moments: a replica that is joining the group crashes.
    JOINER_CRASH,
    /// Of those moments: a host goes down with all that runs on it, and stays away for seconds.
    HOST_CRASH,
    /// Of those moments: a front end crashes for good, unless it is the last.
    FRONT_END_CRASH,
    /// Of the processes that are to be ended: goes on all the same.
    UNDEAD,
    /// Of those moments: a replica that was correct begins to lie, if none does.
    NEXT_LIE,
    /// Of the crashes: not between two events, but between two effects of one.
    CRASH_BETWEEN_EFFECTS,
    /// Of those moments: a process with a disk crashes in the middle of its next write.
    TORN_WRITE,
    /// Of those moments: a wall clock jumps, forwards or backwards.
    CLOCK_STEP
}
