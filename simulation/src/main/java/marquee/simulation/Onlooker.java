package marquee.simulation;

import marquee.protocol.Effect;
import marquee.protocol.Event;
import marquee.protocol.NodeId;
import marquee.protocol.wire.Bytes;

/// Looks on at a run. Whatever it does, the run goes on as if nobody looked: it is asked nothing,
/// and enters no hash.
public interface Onlooker {
    /// Looks at nothing.
    Onlooker NOBODY = new Onlooker() {};

    /// One process in one life.
    ///
    /// @param incarnation which process of the node
    record Who(NodeId node, int incarnation) {}

    /// What becomes of a datagram, or of a copy of it.
    enum Fate {
        /// It arrives as it was sent.
        ARRIVES,
        /// It arrives once more.
        DOUBLED,
        /// It arrives in another's wake, for the second time.
        REPLAYED,
        /// It arrives with other bytes, or fewer.
        DAMAGED,
        /// It is lost alone.
        LOST,
        /// It is lost with those around it.
        LOST_IN_BURST,
        /// It is lost because nothing passes.
        LOST_IN_PARTITION,
        /// It is lost because a narrow link is full.
        LOST_IN_QUEUE;

        /// Whether nothing arrives.
        public boolean isLost() {
            return this == LOST
                    || this == LOST_IN_BURST
                    || this == LOST_IN_PARTITION
                    || this == LOST_IN_QUEUE;
        }
    }

    /// The way of one datagram.
    ///
    /// @param from which node sends it; which process stands in its header
    /// @param arrivesAt in virtual nanoseconds; when it was sent if it never does
    /// @param datagram as it was sent
    record Passage(NodeId from, Who to, long sentAt, long arrivesAt, Fate fate, Bytes datagram) {}

    /// A datagram is on its way.
    default void passes(Passage passage) {}

    /// A process begins.
    default void begins(long now, Who who) {}

    /// A process ends.
    default void ends(long now, Who who) {}

    /// A process stands still until the time `until`, or is slow.
    default void suffers(long now, Who who, String what, long until) {}

    /// Nothing passes from one node to another, or nothing in time, until `until`.
    default void suffers(long now, NodeId from, NodeId to, String what, long until) {}

    /// A process's role gets `event`.
    default void hears(long now, Who who, Event<?, ?> event) {}

    /// A process's role asks for `effect`.
    default void does(long now, Who who, Effect effect) {}

    /// Something is known of a process that it does not know itself.
    default void remarks(long now, Who who, String what) {}
}
