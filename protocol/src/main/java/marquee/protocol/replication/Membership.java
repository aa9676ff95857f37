package marquee.protocol.replication;

import com.google.common.base.Preconditions;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import java.util.stream.IntStream;
import marquee.protocol.NodeId;

/// The group as the order describes it up to some entry: which incarnation fills each slot and
/// whether it votes, what is known of its faults, and which managers are asked about it. Everybody
/// who follows the order has the same membership after the same entry. A value; each change gives a
/// new one.
///
/// @param viewNumber counts the changes of who fills a slot or votes, from [View#INITIAL]
/// @param slots in their order, one each
/// @param electorate the managers whose votes count; a majority of them decides (rule P33)
public record Membership(
        long viewNumber, ImmutableList<MemberSlot> slots, ImmutableSortedSet<NodeId> electorate) {
    /// The electorate never has fewer managers: one could replace everybody on its own word.
    public static final int ELECTORATE_MIN = 2;

    /// The membership of a group that begins, one manager a slot.
    ///
    /// @param assignments of the slots, in their order
    public static Membership initial(ImmutableList<Assignment> assignments) {
        var slots =
                IntStream.rangeClosed(1, assignments.size())
                        .mapToObj(slot -> MemberSlot.first(slot, assignments.get(slot - 1)))
                        .collect(ImmutableList.toImmutableList());
        var managers =
                IntStream.rangeClosed(1, assignments.size())
                        .mapToObj(NodeId::manager)
                        .collect(ImmutableSortedSet.toImmutableSortedSet(NodeId::compareTo));
        return new Membership(View.INITIAL, slots, managers);
    }

    /// The slot `number`, from 1.
    public MemberSlot slot(int number) {
        return slots.get(number - 1);
    }

    /// Whether `replica` is the incarnation that fills its slot.
    public boolean isCurrent(ReplicaId replica) {
        return replica.slot() >= 1
                && replica.slot() <= slots.size()
                && slot(replica.slot()).replica().equals(replica);
    }

    /// Who votes.
    public View view() {
        return new View(
                viewNumber,
                slots.stream().map(Membership::member).collect(ImmutableList.toImmutableList()));
    }

    /// How many votes decide.
    public int majority() {
        return electorate.size() / 2 + 1;
    }

    /// The membership after `change`, which stands at `number`. A change that comes too late, about
    /// an incarnation that fills its slot no longer, changes nothing: whoever asked for it knew an
    /// older membership (rule P34).
    public Membership after(long number, MembershipChange change) {
        return switch (change) {
            case MembershipChange.Judged _ -> this;
            case MembershipChange.Begun(var replica) ->
                    isCurrent(replica) ? with(slot(replica.slot()).heardOf(), viewNumber) : this;
            case MembershipChange.Convicted(var replica, var cause, _) ->
                    isCurrent(replica) && !slot(replica.slot()).isCertainlyFaulty()
                            ? with(slot(replica.slot()).convicted(cause), viewNumber)
                            : this;
            case MembershipChange.Exited exited -> {
                var replica = exited.replica();
                yield isCurrent(replica) && !slot(replica.slot()).exited()
                        ? with(slot(replica.slot()).exited(exited, number), viewNumber)
                        : this;
            }
            case MembershipChange.Replaced(var replica, var cause, var next, _) ->
                    isCurrent(replica)
                            ? with(slot(replica.slot()).replaced(number, cause, next))
                            : this;
            case MembershipChange.Activated(var replica) ->
                    isJoining(replica) ? with(slot(replica.slot()).activated(number)) : this;
            case MembershipChange.JoinFailed(var replica, var next, _) ->
                    isJoining(replica) ? with(rejoined(number, replica, next)) : this;
            case MembershipChange.ManagerGone(var manager, _) -> without(manager);
            case MembershipChange.ManagerBack(var manager) -> withBack(manager);
        };
    }

    /// Whether the slot is filled again because its process was seen to end: where the group is not
    /// made for crashes, only if nobody could be answered any more, as after a power cut.
    public boolean mendsEnd(MemberSlot slot, Group group) {
        long sound = slots.stream().filter(MemberSlot::isSound).count();
        return slot.exited() && (group.crashes() > 0 || sound < group.quorum());
    }

    /// Whether taking `target` out of the group leaves enough of it (rule P37). One that was seen
    /// to end may always go, one that is convicted if a quorum of sound ones is left, and one that
    /// is only suspected if there is also one for a liar not yet found, where none is known. All
    /// wait while another slot joins, unless both faults are beyond doubt; one that has ended does
    /// not wait where too few are left to answer anybody.
    public boolean mayLose(ReplicaId target, Group group) {
        var its = slot(target.slot());
        boolean certain = its.isCertainlyFaulty();
        long sound = slots.stream().filter(slot -> !slot.equals(its) && slot.isSound()).count();
        if (its.exited() && sound < group.quorum()) {
            return true; // Nobody is answered any more, and a join may wait for this one's.
        }
        for (var other : slots) {
            if (!other.equals(its) && !other.active() && !(certain && other.certain())) {
                return false;
            }
        }
        if (its.exited()) {
            return true;
        }
        int hidden = slots.stream().anyMatch(MemberSlot::hidesConviction) ? 0 : group.liars();
        return sound >= group.quorum() + hidden;
    }

    private boolean isJoining(ReplicaId replica) {
        return isCurrent(replica) && !slot(replica.slot()).active();
    }

    private MemberSlot rejoined(long number, ReplicaId replica, Assignment next) {
        var slot = slot(replica.slot());
        return slot.replaced(number, Preconditions.checkNotNull(slot.cause()), next);
    }

    private Membership with(MemberSlot changed) {
        return with(changed, viewNumber + 1);
    }

    private Membership with(MemberSlot changed, long number) {
        var all =
                slots.stream()
                        .map(slot ->
                                slot.replica().slot() == changed.replica().slot() ? changed : slot)
                        .collect(ImmutableList.toImmutableList());
        return new Membership(number, all, electorate);
    }

    private Membership without(NodeId manager) {
        if (!electorate.contains(manager) || electorate.size() == ELECTORATE_MIN) {
            return this;
        }
        var rest =
                electorate.stream()
                        .filter(other -> !other.equals(manager))
                        .collect(ImmutableSortedSet.toImmutableSortedSet(NodeId::compareTo));
        return new Membership(viewNumber, slots, rest);
    }

    private Membership withBack(NodeId manager) {
        if (manager.kind() != NodeId.Kind.MANAGER || manager.index() > slots.size()) {
            return this;
        }
        var all = ImmutableSortedSet.<NodeId>naturalOrder().addAll(electorate).add(manager).build();
        return new Membership(viewNumber, slots, all)
                .with(slot(manager.index()).opened(), viewNumber);
    }

    private static View.Member member(MemberSlot slot) {
        return new View.Member(
                slot.replica(), slot.active() ? View.State.ACTIVE : View.State.JOINING);
    }
}
