package marquee.sequencer;

import java.util.ArrayDeque;

/// Which view judges the request at a number: that of the order at its place, however long ago that
/// was (docs/protocol.md, rule P13). Knows the newest [#MAX] views.
final class ViewNumbers {
    /// A request is given up long before the group can have changed so often.
    static final int MAX = 1_024;

    /// Where views began, the newest last. Each has the number after that of the one before it.
    private final ArrayDeque<Long> begins = new ArrayDeque<>();

    private long newest;

    ViewNumbers(long initial) {
        newest = initial;
    }

    /// The newest view is `view`; where it and others began is still to be [recalled][#recall].
    void restart(long view) {
        begins.clear();
        newest = view;
    }

    /// With the entry `number` there began one of the views up to that of the restart. Called for
    /// each in its order.
    void recall(long number) {
        if (begins.size() == MAX) {
            begins.removeFirst();
        }
        begins.addLast(number);
    }

    /// From the entry `number` on there is the next view.
    void begin(long number) {
        newest++;
        recall(number);
    }

    /// The view at `number`, or the oldest one known.
    long at(long number) {
        long view = newest;
        var places = begins.descendingIterator();
        while (places.hasNext() && places.next() > number) {
            view--;
        }
        return view;
    }
}
