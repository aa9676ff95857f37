package marquee.scenarios.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import java.time.Duration;
import java.util.ArrayList;
import marquee.launcher.simulated.Rehearsal;
import marquee.launcher.simulated.Rehearsal.Mishaps;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// A bounded search: two requests while one replica is convicted and replaced, and in each run one
/// datagram that is lost, one that comes twice, or one process that crashes between two effects; at
/// every place that there is. A build tries as many places as `-Dsimulated.places.seconds=N`, else
/// 15 s, allow, spread over all; with a larger N it goes on to pairs, but not of two crashes:
/// beside a liar they are more than the group bears.
class EveryPlaceTest {
    private static final int SECONDS = Integer.getInteger("simulated.places.seconds", 15);

    /// Coprime with every number of places there may be, so that all are visited once.
    private static final long STRIDE = 1_000_003;

    /// The run without mishaps, which says what places there are.
    private final Rehearsal.Result calm = Rehearsal.of(script(Mishaps.NONE));

    private final long singles = 2 * calm.datagrams() + (long) Mishaps.MACHINES * calm.effects();

    @Test
    void breaksNoRule() {
        long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
        var wrong = new ArrayList<String>();
        long tried = 0;
        for (long turn = 0; System.nanoTime() < end && turn < singles + singles * singles; turn++) {
            var mishaps = mishaps(turn);
            if (mishaps != null) {
                var result = Rehearsal.of(script(mishaps));
                if (result.violation() != null) {
                    wrong.add(mishaps + ": " + result.violation().getMessage());
                } else if (mishaps.spareReplicas() && !result.convicted()) {
                    wrong.add(mishaps + ": the liar was not convicted");
                }
                tried++;
            }
        }

        System.out.printf("%d of %d places, then pairs of them%n", tried, singles);
        assertThat(wrong).isEmpty();
        assertThat(tried).isPositive();
    }

    /// What happens in a turn: one mishap, then two; null if that is too much.
    private @Nullable Mishaps mishaps(long turn) {
        if (turn < singles) {
            return mishap(turn * STRIDE % singles);
        }
        long pair = (turn - singles) * STRIDE % (singles * singles);
        return both(mishap(pair % singles), mishap(pair / singles));
    }

    private Mishaps mishap(long place) {
        if (place < calm.datagrams()) {
            return new Mishaps(ImmutableSet.of(place + 1), ImmutableSet.of(), 0, 0);
        }
        if (place < 2 * calm.datagrams()) {
            long doubled = place - calm.datagrams() + 1;
            return new Mishaps(ImmutableSet.of(), ImmutableSet.of(doubled), 0, 0);
        }
        long crash = place - 2 * calm.datagrams();
        return new Mishaps(
                ImmutableSet.of(),
                ImmutableSet.of(),
                1 + (int) (crash / calm.effects()),
                (int) (crash % calm.effects()));
    }

    private static @Nullable Mishaps both(Mishaps one, Mishaps other) {
        return one.crashed() > 0 && other.crashed() > 0
                ? null
                : new Mishaps(
                        Sets.union(one.lost(), other.lost()).immutableCopy(),
                        Sets.union(one.doubled(), other.doubled()).immutableCopy(),
                        Math.max(one.crashed(), other.crashed()),
                        Math.max(one.effects(), other.effects()));
    }

    private static Rehearsal.Script script(Mishaps mishaps) {
        return new Rehearsal.Script(ImmutableList.of(1, 2), 300, "", mishaps);
    }
}
