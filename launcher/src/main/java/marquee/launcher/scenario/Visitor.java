package marquee.launcher.scenario;

import com.google.common.collect.ImmutableList;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import marquee.client.Operation;
import marquee.launcher.demo.Programme;
import marquee.launcher.demo.Programme.Screening;
import marquee.launcher.scenario.Step.Call;

/// One of a scenario's crowd: books, cancels, exchanges and looks, whichever chance gives. For one
/// thread.
public final class Visitor {
    private static final int TICKETS_MAX = 3;
    private static final int PERCENT = 100;

    private final String user;
    private final ImmutableList<Screening> shows;
    private final RandomGenerator random;
    private final Set<Screening> held = new LinkedHashSet<>();

    /// The visitor `index`, from 0, when the business date is `today` at first.
    public Visitor(int index, LocalDate today, RandomGenerator random) {
        this.user = Programme.customer(index);
        this.shows = Programme.shows(today);
        this.random = random;
    }

    /// What administrators call before the first crowd comes: the shows that it books.
    public static ImmutableList<Call> offers(LocalDate today) {
        return Programme.shows(today).stream()
                .map(show ->
                        call(
                                show.admin(),
                                Operation.ADD,
                                show.movieId(),
                                show.movie(),
                                Programme.SEATS + ""))
                .collect(ImmutableList.toImmutableList());
    }

    /// The next call.
    public Call next() {
        int choice = random.nextInt(PERCENT);
        var show = shows.get(random.nextInt(shows.size()));
        if (choice < 10) {
            return call(user, Operation.LIST, show.movie());
        }
        if (choice < 20) {
            return call(user, Operation.SCHEDULE);
        }
        var tickets = 1 + random.nextInt(TICKETS_MAX) + "";
        if (choice < 50 && !held.isEmpty()) {
            var mine = ImmutableList.copyOf(held).get(random.nextInt(held.size()));
            return choice < 40
                    ? call(user, Operation.CANCEL, mine.movieId(), mine.movie(), tickets)
                    : call(
                            user,
                            Operation.EXCHANGE,
                            mine.movieId(),
                            mine.movie(),
                            show.movieId(),
                            show.movie(),
                            tickets);
        }
        held.add(show);
        return call(user, Operation.BOOK, show.movieId(), show.movie(), tickets);
    }

    private static Call call(String user, Operation operation, String... arguments) {
        return new Call(
                0,
                user,
                user,
                0,
                null,
                operation,
                ImmutableList.copyOf(arguments),
                ImmutableList.of());
    }
}
