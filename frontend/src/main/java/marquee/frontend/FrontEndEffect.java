package marquee.frontend;

import com.google.common.collect.ImmutableList;
import marquee.protocol.Effect;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.FaultOrder;
import marquee.protocol.replication.Membership;
import marquee.protocol.replication.Outcome;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd.ClusterReport;
import org.jspecify.annotations.Nullable;

/// What only a front end's own process can do: tell whoever waits for a call, or take note.
public sealed interface FrontEndEffect extends Effect.Local {
    /// A quorum of slots, `agreedBy`, had the same `outcome`: the call's answer.
    record Answered(long call, Outcome outcome, SlotSet agreedBy) implements FrontEndEffect {}

    /// The call certainly took no effect and never will (rule P6).
    record Refused(long call, Reason reason) implements FrontEndEffect {}

    /// Nobody can say whether the call took or will take effect; to repeat it under its own id is
    /// safe (rule P6).
    record Unknown(long call) implements FrontEndEffect {}

    /// The cluster as `sequencer` reports it.
    ///
    /// @param membership the group as the order describes it; null before it is known
    /// @param replacements the newest that were heard of, the latest last
    record ClusterShown(
            long call,
            Peer sequencer,
            ClusterReport report,
            @Nullable Membership membership,
            ImmutableList<Replacement> replacements)
            implements FrontEndEffect {}

    /// What became of the wish to move the business date: it is `businessDay` now.
    record DateShown(long call, boolean moved, int businessDay) implements FrontEndEffect {}

    /// Whether this is a lab, where the roles are told what to do wrong.
    record FaultsShown(long call, boolean allowed) implements FrontEndEffect {}

    /// Do wrong what `order` says: the process's own affair.
    record Misbehave(FaultOrder order) implements FrontEndEffect {}

    /// The front end's own counts.
    record StatusShown(long call, FrontEndStatus status) implements FrontEndEffect {}

    /// The business date is `businessDay` now, as far as the front end has heard.
    record DayBegan(int businessDay) implements FrontEndEffect {}

    /// Something that people want to know of has come up; no call waits for it.
    record Noticed(Incident incident) implements FrontEndEffect {}

    /// The order says something of the group, in `entry`; until then it was as `before` says.
    record GroupChanged(Entry entry, Membership before) implements FrontEndEffect {}

    /// Something that `manager` lets whoever watches overhear.
    record Overheard(NodeId manager, ToFrontEnd.Overheard what) implements FrontEndEffect {}

    /// Why a call was refused.
    enum Reason {
        /// The front end has as many calls waiting as it takes (rule P47).
        TOO_MANY_PENDING,
        /// The actor has as many keyed requests in flight as the sequencer lets him.
        TOO_MANY_IN_FLIGHT,
        /// The id names another operation that is still being worked on here (rule P4).
        KEY_REUSED,
        /// The sequencer found the request too old (rule P3).
        STALE,
        /// The sequencer has no room for more entries (rule P20).
        HISTORY_FULL,
        /// The sequencer could not be reached, so that the request never left the front end.
        NOT_HANDED_OVER
    }
}
