package marquee.scenarios.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.time.Duration;
import java.util.ArrayList;
import marquee.launcher.simulated.Rehearsal;
import marquee.launcher.simulated.Rehearsal.Mishaps;
import org.junit.jupiter.api.Test;

/// A bounded search: two requests while one replica is convicted and replaced, and in each run one
/// datagram that is lost, one that comes twice, or one process that crashes between two effects; at
/// every place that there is. A build tries as many places as `-Dsimulated.places.seconds=N`, else
/// 15 s, allow, spread over all; with a larger N it goes on to pairs.
class EveryPlaceTest {
    private static final int SECONDS = Integer.getInteger("simulated.places.seconds", 15);
    private static final int EFFECTS = 400;

    /// Coprime with every number of places there may be, so that all are visited once.
    private static final long STRIDE = 1_000_003;

    @Test
    void breaksNoRule() {
        long datagrams = Rehearsal.of(script(Mishaps.NONE)).datagrams();
        long singles = 2 * datagrams + (long) Mishaps.MACHINES * EFFECTS;
        long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
        var wrong = new ArrayList<String>();
        long tried = 0;
        while (System.nanoTime() < end && tried < singles * singles) {
            long place = tried * STRIDE % singles;
            long other = tried < singles ? place : tried / singles * STRIDE % singles;
            var mishaps = both(mishap(place, datagrams), mishap(other, datagrams));
            var result = Rehearsal.of(script(mishaps));
            if (result.violation() != null) {
                wrong.add(mishaps + ": " + result.violation().getMessage());
            } else if (mishaps.spareReplicas() && !result.convicted()) {
                wrong.add(mishaps + ": the liar was not convicted");
            }
            tried++;
        }

        System.out.printf("%d of %d places, then pairs of them%n", tried, singles);
        assertThat(wrong).isEmpty();
        assertThat(tried).isPositive();
    }

    private static Mishaps mishap(long place, long datagrams) {
        if (place < datagrams) {
            return new Mishaps(place + 1, 0, 0, 0);
        }
        if (place < 2 * datagrams) {
            return new Mishaps(0, place - datagrams + 1, 0, 0);
        }
        long crash = place - 2 * datagrams;
        return new Mishaps(0, 0, 1 + (int) (crash / EFFECTS), (int) (crash % EFFECTS));
    }

    private static Mishaps both(Mishaps one, Mishaps other) {
        return new Mishaps(
                Math.max(one.lost(), other.lost()),
                Math.max(one.doubled(), other.doubled()),
                Math.max(one.crashed(), other.crashed()),
                Math.max(one.effects(), other.effects()));
    }

    private static Rehearsal.Script script(Mishaps mishaps) {
        return new Rehearsal.Script(ImmutableList.of(1, 2), 300, "", mishaps);
    }
}
