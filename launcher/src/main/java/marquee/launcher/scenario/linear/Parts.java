package marquee.launcher.scenario.linear;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Divides a history into parts that have nothing to do with each other: it is linearizable if each
/// of them is (Herlihy and Wing 1990, locality).
///
/// Calls belong together that are about one customer or one show, directly or by way of others.
/// That is sound: what an operation looks at and changes are its shows and the bookings of its
/// customer, or of those who booked its shows; and a customer comes to hold a show by a call about
/// both, or by a removal about both that show and one that he held.
///
/// The business date is everybody's. Each part has its own copy of all its moves, which is sound
/// where all copies can be moved at one moment: a move that no call of a part overlaps has, for
/// that part, all moments between its beginning and its end alike. Parts that overlap the same move
/// are therefore one.
final class Parts {
    private final List<Act> acts;
    private final List<ImmutableSet<Object>> subjects;

    /// From each subject towards the one that stands for its part; from that one nowhere.
    private final Map<Object, Object> towards = new HashMap<>();

    private Parts(List<Act> acts) {
        var all = new Subjects(acts);
        this.acts = acts;
        this.subjects = acts.stream().map(all::of).toList();
    }

    /// The parts of `acts`, the smallest first, each in the order of beginning.
    static ImmutableList<ImmutableList<Act>> of(List<Act> acts) {
        var parts = new Parts(acts);
        parts.subjects.forEach(parts::unite);
        acts.stream()
                .filter(act -> act.operation() == null)
                .forEach(move -> parts.unite(parts.overlapping(move)));
        return parts.divided();
    }

    private void unite(Collection<Object> together) {
        if (!together.isEmpty()) {
            var first = standsFor(together.iterator().next());
            for (var subject : together) {
                var other = standsFor(subject);
                if (!other.equals(first)) {
                    towards.put(other, first);
                }
            }
        }
    }

    private Object standsFor(Object subject) {
        var at = subject;
        for (var next = towards.get(at); next != null; next = towards.get(at)) {
            at = next;
        }
        if (!at.equals(subject)) {
            towards.put(subject, at); // A shorter way for the next time.
        }
        return at;
    }

    /// A subject of each call that overlaps `move`.
    private List<Object> overlapping(Act move) {
        var found = new ArrayList<Object>();
        for (int i = 0; i < acts.size(); i++) {
            var act = acts.get(i);
            if (act.begun() <= move.ended()
                    && move.begun() <= act.ended()
                    && !subjects.get(i).isEmpty()) {
                found.add(subjects.get(i).iterator().next());
            }
        }
        return found;
    }

    private ImmutableList<ImmutableList<Act>> divided() {
        var parts = new LinkedHashMap<Object, List<Act>>();
        var moves = new ArrayList<Act>();
        for (int i = 0; i < acts.size(); i++) {
            var act = acts.get(i);
            if (act.operation() == null) {
                moves.add(act);
            } else {
                var about = subjects.get(i);
                var part = about.isEmpty() ? act : standsFor(about.iterator().next());
                parts.computeIfAbsent(part, _ -> new ArrayList<>()).add(act);
            }
        }
        parts.values().forEach(part -> part.addAll(moves));
        return parts.values().stream()
                .sorted(Comparator.comparingInt(List::size))
                .map(part -> ImmutableList.sortedCopyOf(Comparator.comparingLong(Act::begun), part))
                .collect(ImmutableList.toImmutableList());
    }
}
