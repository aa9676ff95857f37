package marquee.launcher.scenario.linear;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.time.LocalDate;
import java.util.Objects;
import marquee.client.Operation;
import marquee.launcher.scenario.History;
import marquee.launcher.scenario.History.Called;
import marquee.launcher.scenario.History.DateMoved;
import marquee.launcher.scenario.History.Event;

/// Histories as tests write them, one event a line: `10-20 ATWC2222 schedule -> SCHEDULE`,
/// `30-ATWC2222 book ATWM160523 Avatar 1 -> UNKNOWN` for what was never heard to end, `40-50 date
/// 2023-05-16`. The times are nanoseconds.
final class Histories {
    static final LocalDate MONDAY = LocalDate.of(2023, 5, 15);

    private Histories() {}

    static History of(String lines) {
        return new History(
                MONDAY,
                lines.lines().map(Histories::event).collect(ImmutableList.toImmutableList()));
    }

    private static Event event(String line) {
        var sides = Splitter.on(" -> ").splitToList(line);
        var words = Splitter.on(' ').splitToList(sides.getFirst());
        var times = Splitter.on('-').splitToList(words.getFirst());
        long begun = Long.parseLong(times.getFirst());
        boolean known = !times.getLast().isEmpty();
        long ended = known ? Long.parseLong(times.getLast()) : Long.MAX_VALUE;
        if (words.get(1).equals("date")) {
            return new DateMoved(begun, ended, LocalDate.parse(words.get(2)), known);
        }
        boolean forAnother = words.get(2).equals("for");
        int verb = forAnother ? 4 : 2;
        return new Called(
                begun,
                ended,
                words.get(1),
                forAnother ? words.get(3) : words.get(1),
                Objects.requireNonNull(Operation.parse(words.get(verb))),
                ImmutableList.copyOf(words.subList(verb + 1, words.size())),
                sides.getLast());
    }
}
