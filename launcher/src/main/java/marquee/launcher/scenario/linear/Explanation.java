package marquee.launcher.scenario.linear;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Sets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import marquee.launcher.scenario.History;
import marquee.launcher.scenario.History.Called;
import marquee.launcher.scenario.History.DateMoved;
import marquee.launcher.scenario.History.Event;
import marquee.launcher.scenario.linear.Search.Found;
import marquee.launcher.scenario.linear.Search.Stuck;
import marquee.launcher.scenario.linear.Verdict.Impossible;

/// Finds, in a history that has no order, few calls that have none whatever came of the others: one
/// after the other is taken to be unsure, and stays so if there is no order even then.
final class Explanation {
    /// How many calls are tried one by one.
    private static final int TRIED_MAX = 30;

    /// More calls than this that contradict each other explain nothing to a person.
    private static final int TOLD_MAX = 12;

    /// How many calls are shown that came before and after, beside those that contradict.
    private static final int BEFORE_MAX = 3;

    private static final int AFTER_MAX = 2;
    private static final Limits TRIAL = new Limits(100_000, 5_000);
    private static final long STEPS_MAX = 1_000_000;
    private static final long SECOND = 1_000_000_000;

    private final History history;
    private final Act stuck;
    private final Collection<String> answers;
    private final List<Act> part;
    private final Subjects subjects;
    private final Set<Act> unsure = Sets.newIdentityHashSet();
    private boolean othersMatter;
    private long steps;

    /// Explains why there is no order of `part`, in which the search got stuck.
    Explanation(History history, List<Act> part, Stuck stuck) {
        this.history = history;
        this.part = part;
        this.stuck = stuck.act();
        this.answers = stuck.answers();
        this.subjects = new Subjects(part);
    }

    Impossible verdict() {
        var tried = tried();
        var others = Sets.<Act>newIdentityHashSet();
        part.stream().filter(this::isInTime).forEach(others::add);
        others.removeAll(tried);
        var search = new Search(history.first(), part, Limits.USUAL, 0);
        othersMatter = others.size() > TRIED_MAX || !canBeUnsure(others, search);
        // With the others as they were, each trial begins where the first of the tried does.
        if (!othersMatter || isFound(search, tried)) {
            tried.forEach(act -> canBeUnsure(Set.of(act), search));
        }
        var told = Sets.<Act>newIdentityHashSet();
        told.add(stuck);
        tried.stream().filter(act -> !unsure.contains(act)).forEach(told::add);
        if (told.size() > TOLD_MAX) {
            told.retainAll(List.of(stuck));
            othersMatter = true;
        }
        var events = part.stream().filter(told::contains).map(Act::event);
        var list = events.collect(ImmutableList.toImmutableList());
        return new Impossible(list, text(list));
    }

    private static boolean isFound(Search search, List<Act> tried) {
        long first = tried.stream().mapToLong(Act::begun).min().orElse(0);
        return search.runTo(first) instanceof Found;
    }

    /// Who is tried, the last to be given up last: the newest of those that are about the same as
    /// the one that got stuck, and then the newest of all. What began after it had no part in it.
    private List<Act> tried() {
        var same = new ArrayList<Act>();
        var rest = new ArrayList<Act>();
        for (var act : part.reversed()) {
            if (isInTime(act)) {
                (isAboutTheSame(act) ? same : rest).add(act);
            }
        }
        same.addAll(rest);
        return same.subList(0, Math.min(TRIED_MAX, same.size())).reversed();
    }

    private boolean isInTime(Act act) {
        return !act.equals(stuck) && act.begun() <= stuck.ended();
    }

    private boolean isAboutTheSame(Act act) {
        return act.operation() == null
                || !Collections.disjoint(subjects.of(act), subjects.of(stuck));
    }

    /// Takes `more` to be unsure if there is no order even so.
    private boolean canBeUnsure(Set<Act> more, Search from) {
        if (steps > STEPS_MAX) {
            return false;
        }
        var trial = from.fork(act -> unsure.contains(act) || more.contains(act), TRIAL);
        boolean possible = trial.run() instanceof Stuck;
        steps += trial.steps();
        if (possible) {
            unsure.addAll(more);
        }
        return possible;
    }

    private String text(ImmutableList<Event> told) {
        int others = history.events().size() - told.size();
        var text = new StringBuilder("no order of these calls gives what was seen");
        if (others > 0) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            othersMatter
                                    ? ", the other %,d being as they were seen"
                                    : ", whatever came of the other %,d",
                            others));
        }
        text.append(" (seconds since the first call):");
        told.forEach(event -> text.append("\n  ").append(line(event)));
        text.append("\n  ")
                .append(words(stuck.event()))
                .append(" could have seen: ")
                .append(String.join(" | ", answers));
        var around = around(told);
        if (!around.isEmpty()) {
            text.append("\nnext to it, about the same:");
            around.forEach(event -> text.append("\n  ").append(line(event)));
        }
        return text.toString();
    }

    /// A few events just before and after the one that got stuck, for the eye.
    private List<Event> around(ImmutableList<Event> told) {
        var before = new ArrayList<Event>();
        var after = new ArrayList<Event>();
        for (var act : part) {
            if (isAboutTheSame(act) && !told.contains(act.event())) {
                (act.begun() <= stuck.ended() ? before : after).add(act.event());
            }
        }
        var around =
                new ArrayList<>(
                        before.subList(Math.max(0, before.size() - BEFORE_MAX), before.size()));
        around.addAll(after.subList(0, Math.min(AFTER_MAX, after.size())));
        return around;
    }

    private String line(Event event) {
        var line = "%s to %s  %s".formatted(time(event.begun()), time(event.ended()), words(event));
        return event instanceof Called called ? line + " -> " + called.seen() : line;
    }

    private static String words(Event event) {
        return switch (event) {
            case DateMoved moved -> "date " + moved.to();
            case Called call -> {
                var words = new ArrayList<String>();
                words.add(call.user());
                if (!call.customer().equals(call.user())) {
                    words.addAll(List.of("for", call.customer()));
                }
                words.add(call.operation().word());
                words.addAll(call.arguments());
                yield String.join(" ", words);
            }
        };
    }

    private String time(long nanos) {
        if (nanos == Act.NEVER) {
            return "…";
        }
        long first = history.events().stream().mapToLong(Event::begun).min().orElse(0);
        long since = nanos - first;
        return String.format(Locale.ROOT, "%d.%09d", since / SECOND, since % SECOND);
    }
}
