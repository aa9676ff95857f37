package marquee.protocol.replication;

import com.google.common.collect.ImmutableList;
import java.util.Comparator;
import marquee.protocol.NodeId;

/// Where the next incarnation of a slot runs, and what: by fixed rules, so that no manager has to
/// choose (rules P30 and P36).
public final class Succession {
    private final ImmutableList<String> implementations;

    /// @param implementations the names there are, in a fixed order; a conviction takes the next
    public Succession(ImmutableList<String> implementations) {
        this.implementations = implementations;
    }

    /// What follows the present incarnation of `slot`.
    ///
    /// @param another whether its implementation is to be another one
    public Assignment next(Membership membership, MemberSlot slot, boolean another) {
        var present = slot.assignment().implementation();
        return new Assignment(host(membership, slot), another ? other(membership, slot) : present);
    }

    /// The slot's own manager if it is in the electorate and was not found unable to run it, else
    /// the one with the fewest slots of those where it has not just failed to start.
    private static NodeId host(Membership membership, MemberSlot slot) {
        var own = slot.home();
        if (isOpen(membership, slot, own)) {
            return own;
        }
        return membership.electorate().stream()
                .filter(host -> !host.equals(own) && isOpen(membership, slot, host))
                .min(Comparator.comparingLong(host -> hosted(membership, slot, host)))
                .orElse(own);
    }

    private static boolean isOpen(Membership membership, MemberSlot slot, NodeId host) {
        boolean failed = slot.isUnheard() && slot.assignment().host().equals(host);
        boolean shut = slot.shut() && slot.home().equals(host);
        return membership.electorate().contains(host) && !failed && !shut;
    }

    private static long hosted(Membership membership, MemberSlot but, NodeId host) {
        return membership.slots().stream()
                .filter(slot -> !slot.equals(but) && slot.assignment().host().equals(host))
                .count();
    }

    /// The implementation that the fewest other slots run, of those after the present one the
    /// first: diversity is kept where it can be.
    private String other(Membership membership, MemberSlot slot) {
        var present = slot.assignment().implementation();
        int at = implementations.indexOf(present);
        var others = ImmutableList.<String>builder();
        for (int i = 1; i <= implementations.size(); i++) {
            var name = implementations.get(Math.floorMod(at + i, implementations.size()));
            if (!name.equals(present)) {
                others.add(name);
            }
        }
        return others.build().stream()
                .min(Comparator.comparingLong(name -> runners(membership, slot, name)))
                .orElse(present);
    }

    private static long runners(Membership membership, MemberSlot but, String name) {
        return membership.slots().stream()
                .filter(slot ->
                        !slot.equals(but) && slot.assignment().implementation().equals(name))
                .count();
    }
}
