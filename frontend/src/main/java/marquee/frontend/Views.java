package marquee.frontend;

import java.util.ArrayList;
import java.util.List;
import marquee.protocol.replication.View;
import org.jspecify.annotations.Nullable;

/// The views that a front end has heard of, at most the newest [#MAX]: a request is judged by the
/// view that its binding names, and that may be an older one (rule P13).
final class Views {
    static final int MAX = 64;

    private final List<View> known = new ArrayList<>();

    /// Who votes in each of them.
    private final List<Voters> voters = new ArrayList<>();

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
        known.add(view);
        voters.clear();
        known.forEach(each -> voters.add(new Voters(each, view)));
        return true;
    }

    /// The newest view, or null before the first.
    @Nullable View newest() {
        return known.isEmpty() ? null : known.getLast();
    }

    /// Who votes in the view called `number`, or null where it is not known (yet, or any more).
    @Nullable Voters voters(long number) {
        for (int i = voters.size() - 1; i >= 0; i--) {
            var found = voters.get(i);
            if (found.view() <= number) {
                return found.view() == number ? found : null;
            }
        }
        return null;
    }

    /// The slots of those who vote in view `number`, as the bits of a [SlotSet]; none where it is
    /// unknown.
    long active(long number) {
        var found = voters(number);
        return found == null ? 0 : found.slots();
    }
}
