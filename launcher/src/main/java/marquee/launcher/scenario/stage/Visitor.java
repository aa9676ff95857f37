package marquee.launcher.scenario.stage;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import marquee.applications.booking.Show;
import marquee.applications.booking.UserId;
import marquee.client.Operation;
import marquee.launcher.customers.Programme;
import marquee.launcher.scenario.Step.Call;

/// One of a scenario's crowd: books, cancels, exchanges and looks, whichever chance gives. For one
/// thread.
public final class Visitor {
    private static final int TICKETS_MAX = 3;
    private static final int PERCENT = 100;

    private final UserId user;
    private final ImmutableList<Show> shows;
    private final RandomGenerator random;
    private final Set<Show> held = new LinkedHashSet<>();

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
                                Programme.admin(show),
                                Operation.ADD,
                                show.id(),
                                show.movie(),
                                Programme.SEATS))
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
        int tickets = 1 + random.nextInt(TICKETS_MAX);
        if (choice < 50 && !held.isEmpty()) {
            var mine = ImmutableList.copyOf(held).get(random.nextInt(held.size()));
            return choice < 40
                    ? call(user, Operation.CANCEL, mine.id(), mine.movie(), tickets)
                    : call(
                            user,
                            Operation.EXCHANGE,
                            mine.id(),
                            mine.movie(),
                            show.id(),
                            show.movie(),
                            tickets);
        }
        held.add(show);
        return call(user, Operation.BOOK, show.id(), show.movie(), tickets);
    }

    private static Call call(UserId user, Operation operation, Object... arguments) {
        var words =
                ImmutableList.copyOf(Lists.transform(Arrays.asList(arguments), Object::toString));
        var id = user.toString();
        return new Call(0, id, id, 0, null, operation, words, ImmutableList.of());
    }
}
