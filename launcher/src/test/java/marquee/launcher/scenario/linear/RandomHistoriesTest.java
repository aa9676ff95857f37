package marquee.launcher.scenario.linear;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import marquee.launcher.scenario.History;
import marquee.launcher.scenario.History.Called;
import marquee.launcher.scenario.History.Event;
import marquee.launcher.scenario.Seen;
import marquee.launcher.scenario.linear.Verdict.Impossible;
import marquee.launcher.scenario.linear.Verdict.Linearizable;
import marquee.protocol.Chance;
import org.junit.jupiter.api.Test;

/// What one server did is always found to be right; and where all orders can be tried, the check
/// says the same as trying them does.
class RandomHistoriesTest {
    private static final int SEEDS = 200;
    private static final int SMALL = 6;

    @Test
    void whatOneServerDidIsRight() {
        for (int seed = 0; seed < SEEDS; seed++) {
            var history = RandomHistory.of(seed, 60, 1 + seed % 5, 50);
            assertThat(Linearizability.check(history))
                    .as("seed %d", seed)
                    .isEqualTo(new Linearizable());
        }
    }

    @Test
    void aLongOneCostsNoMoreThanItsOverlaps() {
        var history = RandomHistory.of(4711, 3_000, 4, 0);
        assertThat(Linearizability.check(history, new Limits(100_000, 2_000)))
                .isEqualTo(new Linearizable());
    }

    /// Twice as many possibilities are met where they are kept.
    @Test
    void whatMayComeFirstInVainIsNoPossibility() {
        var history = RandomHistory.of(4711, 500, 8, 20);
        assertThat(Linearizability.check(history, new Limits(1_000_000, 1_000)))
                .isEqualTo(new Linearizable());
    }

    @Test
    void theCheckSaysWhatTryingAllOrdersDoes() {
        int right = 0;
        int wrong = 0;
        for (int seed = 0; seed < 3 * SEEDS; seed++) {
            var history = spoilt(RandomHistory.of(seed, SMALL, 1 + seed % 4, 100), seed);
            boolean possible = Permutations.haveOneOf(history);
            assertThat(Linearizability.check(history) instanceof Linearizable)
                    .as("seed %d: %s", seed, history)
                    .isEqualTo(possible);
            right += possible ? 1 : 0;
            wrong += possible ? 0 : 1;
        }
        assertThat(right).isGreaterThan(SEEDS / 4);
        assertThat(wrong).isGreaterThan(SEEDS / 4);
    }

    @Test
    void whatIsToldToContradictItselfDoes() {
        for (int seed = 0; seed < SEEDS; seed++) {
            var history = spoilt(RandomHistory.of(seed, SMALL, 1 + seed % 4, 100), seed);
            if (Linearizability.check(history) instanceof Impossible(var events, _)) {
                assertThat(Permutations.haveOneOf(history, events)).as("seed %d", seed).isFalse();
            }
        }
    }

    /// One call sees what another one of the same operation saw, or a refusal.
    private static History spoilt(History history, long seed) {
        var chance = new Chance(seed);
        var events = new ArrayList<>(history.events());
        var calls = calls(events);
        if (calls.isEmpty()) {
            return history;
        }
        var victim = calls.get(chance.below(calls.size()));
        var other =
                calls.stream()
                        .filter(call -> call.operation() == victim.operation())
                        .map(Called::seen)
                        .filter(seen -> !seen.equals(victim.seen()))
                        .findFirst();
        events.set(
                events.indexOf(victim),
                RandomHistory.seen(victim, spoilt(victim.seen(), other, chance)));
        return new History(history.first(), ImmutableList.copyOf(events));
    }

    private static List<Called> calls(List<Event> events) {
        return events.stream()
                .filter(Called.class::isInstance)
                .map(Called.class::cast)
                .filter(call -> !call.seen().equals(Seen.NOT_TAKEN))
                .filter(call -> !call.seen().equals(Seen.UNKNOWN))
                .toList();
    }

    private static String spoilt(String seen, Optional<String> other, Chance chance) {
        if (other.isPresent() && chance.happens(500)) {
            return other.get();
        }
        // One more or fewer of the last number, if there is one.
        int last = seen.lastIndexOf(' ');
        if (last > 0 && seen.substring(last + 1).matches("[0-9]+")) {
            int number = Integer.parseInt(seen.substring(last + 1));
            return seen.substring(0, last + 1) + (number + (chance.happens(500) ? 1 : -1));
        }
        return chance.happens(500) ? "NO_SUCH_SHOW" : "NOT_BOOKED";
    }
}
