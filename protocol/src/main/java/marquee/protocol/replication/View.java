package marquee.protocol.replication;

import com.google.common.collect.ImmutableList;

/// A numbered membership of the group: which incarnation fills each slot, and whether it votes.
/// `members` are in the order of their slots, one a slot.
public record View(long number, ImmutableList<Member> members) {
    /// The number of the view that a cluster starts in.
    public static final long INITIAL = 1;

    /// How far a slot is in the life of its incarnation. The order is that of the wire form.
    public enum State {
        /// It votes.
        ACTIVE,
        /// Its replacement is ordered and has no process yet.
        REPLACING,
        /// Its process is up and does not vote yet.
        JOINING,
        /// No living host is there for it.
        GONE
    }

    /// One slot.
    public record Member(ReplicaId replica, State state) {}

    /// Whether `replica` votes in this view.
    public boolean isActive(ReplicaId replica) {
        int index = replica.slot() - 1;
        if (index < 0 || index >= members.size()) {
            return false;
        }
        var member = members.get(index);
        return member.state() == State.ACTIVE && member.replica().equals(replica);
    }
}
