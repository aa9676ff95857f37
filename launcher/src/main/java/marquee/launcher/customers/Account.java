package marquee.launcher.customers;

import com.google.common.collect.ImmutableMap;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import marquee.applications.booking.RefusalCode;
import marquee.applications.booking.Show;
import marquee.applications.booking.Theatre;

/// What one customer holds, as he himself has counted it, and what the rules of docs/domain.md make
/// of that. For one thread.
final class Account {
    private static final int FOREIGN_SHOWS_MAX = 3;

    private final Theatre home;
    private final Map<Show, Integer> held = new LinkedHashMap<>();

    /// That of somebody who holds nothing.
    ///
    /// @param home the theatre where he is at home
    Account(Theatre home) {
        this.home = home;
    }

    ImmutableMap<Show, Integer> held() {
        return ImmutableMap.copyOf(held);
    }

    /// How many tickets of `show` he holds.
    int of(Show show) {
        return held.getOrDefault(show, 0);
    }

    /// Adds `tickets` of `show`, or takes them away where they are less than none.
    void add(Show show, int tickets) {
        held.merge(show, tickets, Integer::sum);
        held.values().removeIf(now -> now == 0);
    }

    /// The same account with `tickets` of `show` less.
    Account without(Show show, int tickets) {
        var rest = new Account(home);
        rest.held.putAll(held);
        rest.add(show, -tickets);
        return rest;
    }

    /// Why he cannot have tickets of `show`, however many seats are left (checks 13 and 14);
    /// nothing if he can.
    Optional<RefusalCode> hindrance(Show show) {
        if (held.keySet().stream().anyMatch(mine -> isElsewhere(mine, show))) {
            return Optional.of(RefusalCode.SAME_SHOW_ELSEWHERE);
        }
        boolean isOneMore = isForeign(show) && !held.containsKey(show);
        return isOneMore && foreignShows(show.id().date()) >= FOREIGN_SHOWS_MAX
                ? Optional.of(RefusalCode.WEEK_LIMIT)
                : Optional.empty();
    }

    private long foreignShows(LocalDate date) {
        return held.keySet().stream()
                .filter(this::isForeign)
                .filter(show -> monday(show.id().date()).equals(monday(date)))
                .count();
    }

    private boolean isForeign(Show show) {
        return show.id().theatre() != home;
    }

    /// Whether nobody can see both: the same movie at the same time at another theatre.
    private static boolean isElsewhere(Show one, Show other) {
        return one.movie() == other.movie()
                && one.id().date().equals(other.id().date())
                && one.id().slot() == other.id().slot()
                && one.id().theatre() != other.id().theatre();
    }

    private static LocalDate monday(LocalDate date) {
        return date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }
}
