package marquee.launcher.scenario.linear;

import com.google.common.collect.ImmutableSet;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Looks for an order of acts, going through time once (Lowe 2017, "Testing for linearizability",
/// just-in-time linearization). What it knows at a moment is all *configurations* that are
/// possible: a world, and which of the acts open at that moment have taken effect in it. An act is
/// let take effect no sooner than one that ends needs it. What has ended is forgotten, so that a
/// long history costs no more than its overlaps do.
///
/// Three things keep the configurations few. An act that changes nothing takes effect as soon as
/// its answer is right: nothing can come of waiting. An act that has nothing to do with the one
/// that ends, not even by way of other open ones, may as well come later. And so may one that could
/// come first, where the one that ends is answered the same without it (see [Closing]).
final class Search {
    private static final int ANSWERS_MAX = 4;

    private final Limits limits;
    private final OpenActs open;
    private final List<Edge> edges = new ArrayList<>();
    private Set<Configuration> configurations = new LinkedHashSet<>();
    private int passed;

    /// A search for an order of `acts`, in which all shows and bookings of their history are made.
    ///
    /// @param first the business date before them
    /// @param done how many of the steps that `limits` allow were done before
    Search(LocalDate first, List<Act> acts, Limits limits, long done) {
        this.limits = limits;
        this.open = new OpenActs(done);
        configurations.add(new Configuration(World.empty(first), 0));
        var subjects = new Subjects(acts);
        for (var act : acts) {
            var open = new Open(act, subjects.of(act));
            edges.add(new Edge(act.begun(), false, open));
            if (act.ended() != Act.NEVER) {
                edges.add(new Edge(act.ended(), true, open));
            }
        }
        // What begins when another ends overlaps it.
        edges.sort(Comparator.comparingLong(Edge::time).thenComparing(Edge::ends));
    }

    private Search(Search from, Predicate<Act> unsure, Limits limits) {
        this.limits = limits;
        this.open = from.open.copy();
        configurations = from.configurations;
        var changed = new IdentityHashMap<Open, Open>();
        for (var edge : from.edges.subList(from.passed, from.edges.size())) {
            var act = edge.act();
            if (!edge.ends()) {
                changed.put(act, act.copy(unsure.test(act.act)));
            }
            edges.add(new Edge(edge.time(), edge.ends(), changed.getOrDefault(act, act)));
        }
    }

    /// A search that goes on from here as though nothing were known of what came of some acts,
    /// which have not begun.
    Search fork(Predicate<Act> unsure, Limits limits) {
        return new Search(this, unsure, limits);
    }

    /// What came of a search.
    sealed interface Finding {}

    /// There is an order.
    record Found() implements Finding {}

    /// There is none: where `act` ends, nothing is possible any more.
    ///
    /// @param answers some that it could have been given
    record Stuck(Act act, ImmutableSet<String> answers) implements Finding {}

    /// A limit was reached.
    ///
    /// @param limit which, for people
    record Spent(String limit) implements Finding {}

    /// An act begins or ends.
    private record Edge(long time, boolean ends, Open act) {}

    /// Searches to the end of the history, once.
    Finding run() {
        return runTo(Act.NEVER);
    }

    /// Searches to just before `time`; there is an order of what was until then if this is [Found].
    Finding runTo(long time) {
        while (passed < edges.size() && edges.get(passed).time() < time) {
            var edge = edges.get(passed++);
            var finding = edge.ends() ? close(edge.act()) : open(edge.act());
            if (finding != null) {
                return finding;
            }
        }
        return new Found();
    }

    /// How many acts were tried, those before among them.
    long steps() {
        return open.steps();
    }

    private @Nullable Finding open(Open act) {
        if (!open.add(act)) {
            return new Spent("more than %d calls are open at once".formatted(OpenActs.MAX));
        }
        if (!act.writes) {
            replaceEach(configuration -> open.settle(configuration, act));
        }
        return null;
    }

    private @Nullable Finding close(Open act) {
        var closing = new Closing(open, configurations, act, limits);
        if (!closing.explore()) {
            return new Spent(spent());
        }
        var possible = closing.possible();
        if (possible.isEmpty()) {
            return new Stuck(act.act, answers(closing.reached(), act.act));
        }
        configurations = possible;
        forget(act.bit() | (open.unending() & takenInAll()));
        return null;
    }

    private String spent() {
        return open.steps() > limits.steps()
                ? String.format(Locale.ROOT, "%,d steps are done", limits.steps())
                : String.format(
                        Locale.ROOT,
                        "more than %,d orders are possible at once",
                        limits.configurations());
    }

    private void replaceEach(UnaryOperator<Configuration> change) {
        configurations =
                configurations.stream()
                        .map(change)
                        .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private void forget(long gone) {
        replaceEach(configuration -> configuration.without(gone));
        open.remove(gone);
    }

    /// The places of acts that have taken effect in any case.
    private long takenInAll() {
        return configurations.stream()
                .mapToLong(Configuration::taken)
                .reduce(-1, (one, other) -> one & other);
    }

    private static ImmutableSet<String> answers(Set<Configuration> reached, Act act) {
        return reached.stream()
                .map(configuration -> act.take(configuration.world()).seen())
                .distinct()
                .limit(ANSWERS_MAX)
                .collect(ImmutableSet.toImmutableSet());
    }
}
