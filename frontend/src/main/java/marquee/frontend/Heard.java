package marquee.frontend;

import com.google.common.collect.ImmutableList;
import java.util.function.Consumer;
import marquee.protocol.Effect;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.Membership;
import marquee.protocol.replication.MembershipChange;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd;
import org.jspecify.annotations.Nullable;

/// What a front end has heard of the order and of its group, by pulses, changes and bindings: of
/// each the newest.
final class Heard {
    private final Views views;
    private final Replacements replacements = new Replacements();
    private @Nullable Membership membership;
    private long stampMillis;
    private long head;
    private int businessDay;

    /// @param views takes the views in
    Heard(Views views) {
        this.views = views;
    }

    /// The order's time as it was told last, in milliseconds.
    long stampMillis() {
        return stampMillis;
    }

    /// The order's newest number.
    long head() {
        return head;
    }

    /// Who is in the group; null before the first pulse.
    @Nullable Membership membership() {
        return membership;
    }

    /// Who was replaced.
    Replacements replacements() {
        return replacements;
    }

    /// The order goes to `number` at least.
    void reached(long number) {
        head = Math.max(head, number);
    }

    /// The order's time is `millis` now. It falls where a sequencer starts again with a clock that
    /// was set back: what it had told of the time and not written is lost.
    void stamped(long millis) {
        stampMillis = millis;
    }

    /// Takes in what a pulse tells of the order.
    void pulse(ToFrontEnd.Pulse pulse, Consumer<? super Effect> effects) {
        stamped(pulse.stamp().millis());
        reached(pulse.head());
        if (pulse.stamp().businessDay() > businessDay) {
            businessDay = pulse.stamp().businessDay();
            effects.accept(new FrontEndEffect.DayBegan(businessDay));
        }
    }

    /// Takes in what `entry` tells, and writes it down if it changes the group.
    ///
    /// @return the membership after it, which is still to be adopted; null if there is none
    @Nullable Membership changed(Entry entry, Consumer<? super Effect> effects) {
        stamped(entry.stamp().millis());
        reached(entry.number());
        if (membership == null || !(entry.content() instanceof MembershipChange change)) {
            return null;
        }
        replacements.follow(entry, membership);
        effects.accept(new FrontEndEffect.GroupChanged(entry, membership));
        return membership.after(entry.number(), change);
    }

    /// Takes `told` for the membership from now on, and expects who is new in it.
    ///
    /// @return who was in the group before and is not any more; null if the view is not a new one
    @Nullable ImmutableList<ReplicaId> adopt(Membership told, Consumer<? super Effect> effects) {
        var before = membership;
        membership = told;
        if (!views.add(told.view())) {
            return null;
        }
        var gone = ImmutableList.<ReplicaId>builder();
        for (var slot : told.slots()) {
            var replica = slot.replica();
            if (before == null ? replica.incarnation() > 0 : !before.isCurrent(replica)) {
                effects.accept(
                        new Effect.Expect(
                                replica.node(), replica.incarnation(), slot.assignment().host()));
                if (before != null) {
                    gone.add(before.slot(replica.slot()).replica());
                }
            }
        }
        return gone.build();
    }
}
