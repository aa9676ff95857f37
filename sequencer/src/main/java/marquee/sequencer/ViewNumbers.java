package marquee.sequencer;

import java.util.ArrayDeque;

/// Which view judges the request at a number: that of the order at its place, however long ago that
/// was (docs/protocol.md, rule P13). Knows the newest [#MAX] views.
final class ViewNumbers {
    /// A request is given up long before the group can have changed so often.
    static final int MAX = 1_024;

    private final ArrayDeque<Since> known = new ArrayDeque<>();

    private record Since(long number, long view) {}

    ViewNumbers(long initial) {
        known.add(new Since(0, initial));
    }

    /// What lies before `number` is forgotten; there the view was `view`.
    void restart(long number, long view) {
        known.clear();
        known.add(new Since(number, view));
    }

    /// From the entry `number` on there is the view `view`.
    void begin(long number, long view) {
        if (known.size() == MAX) {
            known.removeFirst();
        }
        known.addLast(new Since(number, view));
    }

    /// The view at `number`, or the oldest one known.
    long at(long number) {
        var views = known.descendingIterator();
        while (views.hasNext()) {
            var since = views.next();
            if (since.number() <= number) {
                return since.view();
            }
        }
        return known.getFirst().view();
    }
}
