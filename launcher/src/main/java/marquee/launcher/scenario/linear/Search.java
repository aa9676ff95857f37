package marquee.launcher.scenario.linear;

import com.google.common.collect.ImmutableSet;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import marquee.applications.booking.BookingOperation.RemoveMovieSlots;
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
    /// Most acts open at once, those with unknown outcomes included.
    static final int OPEN_MAX = Long.SIZE;

    private static final int ANSWERS_MAX = 4;

    private final Limits limits;
    private final @Nullable Open[] places = new Open[OPEN_MAX];
    private final List<Edge> edges = new ArrayList<>();
    private Set<Configuration> configurations = new LinkedHashSet<>();
    private int passed;
    private long steps;

    /// A search for an order of `acts`, in which all shows and bookings of their history are made.
    ///
    /// @param first the business date before them
    Search(LocalDate first, List<Act> acts, Limits limits) {
        this.limits = limits;
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
        System.arraycopy(from.places, 0, places, 0, OPEN_MAX);
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

    /// One possibility.
    ///
    /// @param taken a bit for the place of each open act that has taken effect
    private record Configuration(World world, long taken) {
        boolean has(Open act) {
            return (taken & act.bit()) != 0;
        }

        /// Whether it is the same world, in which at least the same acts have taken effect.
        boolean knowsAllOf(Configuration other) {
            return (other.taken & ~taken) == 0 && world.equals(other.world);
        }

        Configuration without(long places) {
            return (taken & places) == 0 ? this : new Configuration(world, taken & ~places);
        }
    }

    /// An act, what it is about, and its place while it is open.
    private static final class Open {
        private final Act act;
        private final ImmutableSet<Object> subjects;
        private final boolean writes;
        private int place;

        Open(Act act, ImmutableSet<Object> subjects) {
            this.act = act;
            this.subjects = subjects;
            this.writes = act.writes();
        }

        Open copy(boolean unsure) {
            return new Open(unsure ? act.unsure() : act, subjects);
        }

        long bit() {
            return 1L << place;
        }

        /// Whether it may matter which of the two comes first.
        boolean minds(Open other) {
            return (writes || other.writes)
                    && (isAboutAll()
                            || other.isAboutAll()
                            || !Collections.disjoint(subjects, other.subjects));
        }

        /// A removal moves bookings of customers that it does not name.
        private boolean isAboutAll() {
            return act.operation() == null || act.operation() instanceof RemoveMovieSlots;
        }
    }

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

    /// How many acts were tried.
    long steps() {
        return steps;
    }

    private @Nullable Finding open(Open act) {
        int place = 0;
        while (places[place] != null) {
            place++;
            if (place == OPEN_MAX) {
                return new Spent("more than %d calls are open at once".formatted(OPEN_MAX));
            }
        }
        places[place] = act;
        act.place = place;
        if (!act.writes) {
            replaceEach(configuration -> settle(configuration, act));
        }
        return null;
    }

    private @Nullable Finding close(Open act) {
        var closing = new Closing(act);
        if (!closing.explore()) {
            return new Spent(spent());
        }
        var possible = closing.possible();
        if (possible.isEmpty()) {
            return new Stuck(act.act, answers(closing.reached, act.act));
        }
        configurations = possible;
        forget(act.bit() | unendingInAll());
        return null;
    }

    /// What is possible where an act ends: some of the others that are open come first, then it
    /// does. What comes first in vain is left out: if the act could as well have come before the
    /// last of them, and the same be known then, that one may come later, when something needs it.
    private final class Closing {
        private final Open act;
        private final long others;
        private final Set<Configuration> reached = new LinkedHashSet<>(configurations);
        private final Map<Configuration, Optional<Configuration>> ends = new LinkedHashMap<>();
        private final Set<Configuration> needless = new HashSet<>();

        Closing(Open act) {
            this.act = act;
            this.others = writersNear(act) & ~act.bit();
        }

        /// Tries what may come first.
        ///
        /// @return whether the limits were enough
        boolean explore() {
            var todo = new ArrayDeque<>(configurations);
            while (!todo.isEmpty()) {
                var configuration = todo.remove();
                end(configuration);
                for (long rest = before(configuration); rest != 0; rest &= rest - 1) {
                    var other = at(Long.numberOfTrailingZeros(rest));
                    var next = take(configuration, other);
                    if (next != null) {
                        compare(configuration, other, next);
                        if (reached.add(next)) {
                            todo.add(next);
                        }
                    }
                }
                if (steps > limits.steps() || reached.size() > limits.configurations()) {
                    return false;
                }
            }
            return true;
        }

        private long before(Configuration configuration) {
            return configuration.has(act) ? 0 : others & ~configuration.taken();
        }

        /// `configuration` and the act, if that is possible.
        private Optional<Configuration> end(Configuration configuration) {
            var known = ends.get(configuration);
            if (known == null) {
                known =
                        configuration.has(act)
                                ? Optional.of(configuration)
                                : Optional.ofNullable(take(configuration, act));
                ends.put(configuration, known);
            }
            return known;
        }

        /// Looks whether `other`, which led from `before` to `after`, may as well follow the act.
        private void compare(Configuration before, Open other, Configuration after) {
            var sooner = end(before);
            var later = end(after);
            if (sooner.isPresent() && later.isPresent()) {
                var both = take(sooner.get(), other);
                if (both != null && both.knowsAllOf(later.get())) {
                    needless.add(later.get());
                }
            }
        }

        Set<Configuration> possible() {
            var possible = new LinkedHashSet<Configuration>();
            if (!act.act.must()) {
                possible.addAll(configurations);
            }
            ends.values().forEach(end -> end.ifPresent(possible::add));
            possible.removeAll(needless);
            return possible;
        }
    }

    private String spent() {
        return steps > limits.steps()
                ? "%,d steps are done".formatted(limits.steps())
                : "more than %,d orders are possible at once".formatted(limits.configurations());
    }

    /// The places of the acts that change something and may have to come before `act`, itself
    /// included.
    private long writersNear(Open act) {
        var near = new ArrayList<Open>();
        near.add(act);
        long known = act.bit();
        for (int i = 0; i < near.size(); i++) {
            for (var other : places) {
                if (other != null && (known & other.bit()) == 0 && other.minds(near.get(i))) {
                    known |= other.bit();
                    near.add(other);
                }
            }
        }
        return near.stream().filter(each -> each.writes).mapToLong(Open::bit).sum();
    }

    /// Lets `act` take effect; null if it was answered something else, or if it need not and would
    /// change nothing: what is possible after that is possible without it.
    private @Nullable Configuration take(Configuration before, Open act) {
        steps++;
        var turn = act.act.take(before.world());
        boolean idle = !act.act.must() && turn.world().equals(before.world());
        if (idle || !act.act.agrees(turn.seen())) {
            return null;
        }
        var after = new Configuration(turn.world(), before.taken() | act.bit());
        for (var other : places) {
            if (other != null && !other.writes) {
                after = settle(after, other);
            }
        }
        return after;
    }

    /// Lets `reading`, which changes nothing, take effect if its answer is right.
    private Configuration settle(Configuration before, Open reading) {
        if (before.has(reading)) {
            return before;
        }
        steps++;
        return reading.act.agrees(reading.act.take(before.world()).seen())
                ? new Configuration(before.world(), before.taken() | reading.bit())
                : before;
    }

    private void replaceEach(UnaryOperator<Configuration> change) {
        configurations =
                configurations.stream()
                        .map(change)
                        .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /// The places of acts that may take effect at any later time, but that have in any case.
    private long unendingInAll() {
        long inAll = -1;
        for (var configuration : configurations) {
            inAll &= configuration.taken();
        }
        long unending = 0;
        for (var each : places) {
            if (each != null && each.act.ended() == Act.NEVER) {
                unending |= each.bit();
            }
        }
        return inAll & unending;
    }

    private void forget(long gone) {
        replaceEach(configuration -> configuration.without(gone));
        for (long rest = gone; rest != 0; rest &= rest - 1) {
            places[Long.numberOfTrailingZeros(rest)] = null;
        }
    }

    private Open at(int place) {
        return Objects.requireNonNull(places[place]);
    }

    private static ImmutableSet<String> answers(Set<Configuration> reached, Act act) {
        return reached.stream()
                .map(configuration -> act.take(configuration.world()).seen())
                .distinct()
                .limit(ANSWERS_MAX)
                .collect(ImmutableSet.toImmutableSet());
    }
}
