package marquee.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What is due when, and from when a latency counts.
class TrafficTest {
    private static final long START = -5_000_000_000L; // Such a clock may be negative.
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void aClosedLoopKeepsAsManyUnderWayAsItMay() {
        var traffic = new Traffic(Workload.closed(2, SECOND), START);
        int first = traffic.begin(START);
        int second = traffic.begin(START);

        assertThat(first).isNotEqualTo(second);
        assertThat(traffic.begin(START)).isEqualTo(Traffic.NONE);
        traffic.answered(second, at(3));
        assertThat(traffic.begin(at(3))).isEqualTo(second);
        assertThat(traffic.since(second)).isEqualTo(at(3));
    }

    @Test
    void aClosedLoopIsOverWhenItsTimeIsAndAllAreAnswered() {
        var traffic = new Traffic(Workload.closed(1, SECOND), START);
        int place = traffic.begin(START);

        assertThat(traffic.isOver(at(1_001))).isFalse();
        traffic.answered(place, at(1_002));
        assertThat(traffic.begin(at(1_002))).isEqualTo(Traffic.NONE);
        assertThat(traffic.isOver(at(1_002))).isTrue();
        assertThat(traffic.result(at(1_002), 7).completed()).isEqualTo(1);
    }

    @Test
    void anOpenLoopSendsWhatIsDueAndNoMore() {
        var traffic = new Traffic(Workload.open(10, 100, SECOND), START);

        assertThat(traffic.begin(START)).isNotEqualTo(Traffic.NONE);
        assertThat(traffic.begin(at(9))).isEqualTo(Traffic.NONE);
        assertThat(traffic.begin(at(20))).isNotEqualTo(Traffic.NONE);
        assertThat(traffic.begin(at(20))).isNotEqualTo(Traffic.NONE);
        assertThat(traffic.begin(at(20))).isEqualTo(Traffic.NONE);
    }

    @Test
    void theLatencyOfAnOpenLoopCountsFromWhenARequestWasDue() {
        var traffic = new Traffic(Workload.open(1, 100, SECOND), START);
        int place = traffic.begin(START);
        // The only place is taken for half a second: 50 more become due, and wait for it.
        traffic.answered(place, at(500));
        long now = at(500);
        while (!traffic.isOver(at(2_000))) {
            place = traffic.begin(now);
            if (place != Traffic.NONE) {
                traffic.answered(place, now);
            }
            now += TimeUnit.MILLISECONDS.toNanos(10);
        }
        var result = traffic.result(at(2_000), 0);

        assertThat(result.completed()).isEqualTo(100);
        assertThat(result.micros(100)).isBetween(500_000.0, 501_000.0);
        assertThat(result.micros(50)).isBetween(480_000.0, 501_000.0);
    }

    @Test
    void whatIsNeverSentHasWaitedInVain() {
        var traffic = new Traffic(Workload.open(1, 10, SECOND), START);
        traffic.answered(traffic.begin(START), at(1));
        traffic.giveUp(at(10_900));
        assertThat(traffic.isOver(at(10_900))).isFalse();

        traffic.giveUp(at(11_001));
        assertThat(traffic.isOver(at(11_001))).isTrue();
        var result = traffic.result(at(11_001), 0);
        assertThat(result.completed()).isEqualTo(1);
        assertThat(result.lost()).isEqualTo(9);
        assertThat(result.latencies().getTotalCount()).isEqualTo(10);
        assertThat(result.micros(100)).isBetween(10_900_000.0, 10_910_000.0);
    }

    @Test
    void aCountedLoopEndsWithItsLastRequest() {
        var traffic = new Traffic(Workload.counted(2, 3), START);
        int first = traffic.begin(START);
        int second = traffic.begin(START);
        traffic.answered(first, at(1));
        int third = traffic.begin(at(1));
        traffic.answered(second, at(1));

        assertThat(traffic.begin(at(2))).isEqualTo(Traffic.NONE);
        assertThat(traffic.isOver(at(2))).isFalse();
        traffic.answered(third, at(3));
        assertThat(traffic.isOver(at(3))).isTrue();
    }

    @Test
    void aRequestWithoutAnAnswerIsLostAndMakesRoom() {
        var traffic = new Traffic(Workload.closed(1, SECOND), START);
        traffic.failed(traffic.begin(START), at(4));

        assertThat(traffic.begin(at(4))).isNotEqualTo(Traffic.NONE);
        assertThat(traffic.result(at(5), 0).lost()).isEqualTo(1);
    }

    private static long at(long millis) {
        return START + TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
