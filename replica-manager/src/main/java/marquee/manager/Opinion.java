package marquee.manager;

import com.google.common.collect.ImmutableList;
import marquee.protocol.replication.Ballot;
import marquee.protocol.replication.Cause;
import marquee.protocol.replication.Group;
import marquee.protocol.replication.MemberSlot;
import marquee.protocol.replication.Membership;
import org.jspecify.annotations.Nullable;

/// What one manager wants done at the moment, by the order and by what it has seen for itself: the
/// votes that it is to cast (docs/protocol.md, rules P33, P38 and P43).
final class Opinion {
    private final Group group;
    private final Suspicions suspicions;
    private final JoinWatch joins;
    private final ManagerWatch managers;

    Opinion(Group group, Suspicions suspicions, JoinWatch joins, ManagerWatch managers) {
        this.group = group;
        this.suspicions = suspicions;
        this.joins = joins;
        this.managers = managers;
    }

    /// All that it wants done, slots first.
    ImmutableList<Ballot> ballots(long now, Membership known) {
        var wanted = ImmutableList.<Ballot>builder();
        for (var slot : known.slots()) {
            var ballot = ballot(now, known, slot);
            if (ballot != null) {
                wanted.add(ballot);
            }
        }
        for (var manager : known.electorate()) {
            if (managers.isGone(now, manager)) {
                wanted.add(new Ballot.Dismiss(manager));
            }
        }
        return wanted.build();
    }

    /// What it wants done about a slot; null for nothing.
    private @Nullable Ballot ballot(long now, Membership known, MemberSlot slot) {
        var replica = slot.replica();
        if (!slot.active()) {
            boolean failed =
                    slot.isCertainlyFaulty() || joins.isStuck(now, slot) || isStranded(known, slot);
            return failed ? new Ballot.FailJoin(replica) : null;
        }
        var cause = cause(known, slot);
        return cause == null ? null : new Ballot.Replace(replica, cause);
    }

    /// Whether `slot`'s process is still to be started by a manager that is gone.
    private static boolean isStranded(Membership known, MemberSlot slot) {
        return slot.isUnheard() && !known.electorate().contains(slot.assignment().host());
    }

    private @Nullable Cause cause(Membership known, MemberSlot slot) {
        if (slot.conviction() != null) {
            return slot.conviction();
        }
        if (known.mendsEnd(slot, group)) {
            return Cause.CRASHED;
        }
        if (group.crashes() == 0) {
            return null; // Silence is an alarm there, and the front ends raise it.
        }
        return suspicions.verdict(slot.replica());
    }
}
