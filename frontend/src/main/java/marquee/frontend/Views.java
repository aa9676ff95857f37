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

    private final List<View> known = new ArrayList<>();

    /// Takes `view` in.
    ///
    /// @return whether it is news
    boolean add(View view) {
        if (!known.isEmpty() && known.getLast().number() >= view.number()) {
            return false;
        }
        if (known.size() == MAX) {
            known.removeFirst();
        }
        return known.add(view);
    }

    /// The view called `number`, or null where it is not known (yet, or any more).
    @Nullable View find(long number) {
        for (int i = known.size() - 1; i >= 0 && known.get(i).number() >= number; i--) {
            if (known.get(i).number() == number) {
                return known.get(i);
            }
        }
        return null;
    }

    /// The newest view, or null before the first.
    @Nullable View newest() {
        return known.isEmpty() ? null : known.getLast();
    }

    /// Whether `replica` votes in `view` and nobody has taken its slot since (rule P35).
    boolean votes(View view, ReplicaId replica) {
        return view.isActive(replica) && isCurrent(replica);
    }

    private boolean isCurrent(ReplicaId replica) {
        return known.getLast().members().get(replica.slot() - 1).replica().equals(replica);
    }

    /// The slots that vote in view `number` and that nobody has taken since, as the bits of a
    /// [SlotSet]; none where it is unknown.
    long active(long number) {
        var view = find(number);
        long active = 0;
        if (view != null) {
            for (int i = 0; i < view.members().size(); i++) {
                var member = view.members().get(i);
                if (member.state() == View.State.ACTIVE && isCurrent(member.replica())) {
                    active |= SlotSet.bit(i + 1);
                }
            }
        }
        return active;
    }
}
