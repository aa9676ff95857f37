package marquee.launcher.scenario.linear;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import marquee.launcher.scenario.History;
import marquee.launcher.scenario.History.Called;
import marquee.launcher.scenario.History.DateMoved;
import marquee.launcher.scenario.History.Event;
import marquee.launcher.scenario.linear.Search.Stuck;
import marquee.launcher.scenario.linear.Verdict.Impossible;

/// Finds, in a history that has no order, few calls that have none whatever came of the others: one
/// after the other is taken to be unsure, and stays so if there is no order even then.
final class Explanation {
    /// How many calls are tried one by one.
    private static final int TRIED_MAX = 30;

    private static final Limits TRIAL = new Limits(300_000, 10_000);
    private static final long STEPS_MAX = 1_500_000;
    private static final long SECOND = 1_000_000_000;

    /// How many calls are shown that came before and after, beside those that contradict.
    private static final int BEFORE_MAX = 3;

    private static final int AFTER_MAX = 2;

    private final History history;
    private final Stuck stuck;
    private final List<Act> part;
    private final List<Act> acts;
    private final Subjects subjects;
    private final Set<Integer> unsure = new HashSet<>();
    private boolean othersMatter;
    private long steps;

    /// Explains why there is no order of `part`, in which the search got stuck.
    Explanation(History history, List<Act> part, Stuck stuck) {
        this.history = history;
        this.stuck = stuck;
        this.part = part;
        this.subjects = new Subjects(part);
        // What began later had no part in it.
        this.acts = part.stream().filter(act -> act.begun() <= stuck.act().ended()).toList();
    }

    Impossible verdict() {
        var tried = tried();
        var others = new HashSet<Integer>();
        for (int i = 0; i < acts.size(); i++) {
            if (!tried.contains(i) && i != acts.indexOf(stuck.act())) {
                others.add(i);
            }
        }
        othersMatter = !others.isEmpty() && !canBeUnsure(others);
        for (int each : tried) {
            canBeUnsure(Set.of(each));
        }
        var events = ImmutableList.<Event>builder();
        for (int i = 0; i < acts.size(); i++) {
            if (!unsure.contains(i) && !others.contains(i)) {
                events.add(acts.get(i).event());
            }
        }
        var told = events.build();
        return new Impossible(told, text(told));
    }

    /// Who is tried, the last to be given up last: the newest of those that are about the same as
    /// the one that got stuck, and then the newest of all.
    private List<Integer> tried() {
        var same = new ArrayList<Integer>();
        var rest = new ArrayList<Integer>();
        for (int i = acts.size() - 1; i >= 0; i--) {
            if (!acts.get(i).equals(stuck.act())) {
                (isAboutTheSame(acts.get(i)) ? same : rest).add(i);
            }
        }
        same.addAll(rest);
        return same.subList(0, Math.min(TRIED_MAX, same.size())).reversed();
    }

    private boolean isAboutTheSame(Act act) {
        return act.operation() == null
                || !Collections.disjoint(subjects.of(act), subjects.of(stuck.act()));
    }

    /// Takes `more` to be unsure if there is no order even so.
    private boolean canBeUnsure(Set<Integer> more) {
        if (steps > STEPS_MAX) {
            return false;
        }
        var trial = new ArrayList<Act>();
        for (int i = 0; i < acts.size(); i++) {
            var act = acts.get(i);
            trial.add(unsure.contains(i) || more.contains(i) ? act.unsure() : act);
        }
        var search = new Search(history.first(), trial, TRIAL);
        boolean possible = search.run() instanceof Stuck;
        steps += search.steps();
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
                    (othersMatter
                                    ? ", the other %,d being as they were seen"
                                    : ", whatever came of the other %,d")
                            .formatted(others));
        }
        text.append(" (seconds since the first call):");
        told.forEach(event -> text.append("\n  ").append(line(event)));
        text.append("\n  ")
                .append(words(stuck.act().event()))
                .append(" could have seen: ")
                .append(String.join(" | ", stuck.answers()));
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
                (act.begun() <= stuck.act().ended() ? before : after).add(act.event());
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
