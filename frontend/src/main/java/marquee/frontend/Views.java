package marquee.frontend;

import java.util.ArrayList;
import java.util.List;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.View;
import org.jspecify.annotations.Nullable;

/// The views that a front end has heard of, at most the newest [#MAX]: a request is judged by the
/// view that its binding names, and that may be an older one (rule P13).
final class Views {
    static final int MAX = 64;

    private final List<Known> known = new ArrayList<>();

    /// One of them.
    ///
    /// @param active the slots that vote in it and that nobody has taken since
    private record Known(View view, long active) {}

    /// Takes `view` in.
    ///
    /// @return whether it is news
    boolean add(View view) {
        var newest = newest();
        if (newest != null && newest.number() >= view.number()) {
            return false;
        }
        if (known.size() == MAX) {
            known.removeFirst();
        }
        known.add(new Known(view, 0));
        known.replaceAll(each -> new Known(each.view, active(each.view)));
        return true;
    }

    /// The view called `number`, or null where it is not known (yet, or any more).
    @Nullable View find(long number) {
        var found = lookUp(number);
        return found == null ? null : found.view;
    }

    /// The newest view, or null before the first.
    @Nullable View newest() {
        return known.isEmpty() ? null : known.getLast().view;
    }

    /// Whether `replica` votes in `view` and nobody has taken its slot since (rule P35).
    boolean votes(View view, ReplicaId replica) {
        return view.isActive(replica) && isCurrent(replica);
    }

    private boolean isCurrent(ReplicaId replica) {
        return known.getLast().view.members().get(replica.slot() - 1).replica().equals(replica);
    }

    /// The slots that vote in view `number` and that nobody has taken since, as the bits of a
    /// [SlotSet]; none where it is unknown.
    long active(long number) {
        var found = lookUp(number);
        return found == null ? 0 : found.active;
    }

    private @Nullable Known lookUp(long number) {
        for (int i = known.size() - 1; i >= 0 && known.get(i).view.number() >= number; i--) {
            if (known.get(i).view.number() == number) {
                return known.get(i);
            }
        }
        return null;
    }

    private long active(View view) {
        long active = 0;
        for (var member : view.members()) {
            if (member.state() == View.State.ACTIVE && isCurrent(member.replica())) {
                active |= SlotSet.bit(member.replica().slot());
            }
        }
        return active;
    }
}
