package marquee.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import marquee.protocol.wire.Bytes;
import marquee.sequencer.SequencerLimits;
import org.junit.jupiter.api.Test;

/// What grows.
class GrowthTest {
    @Test
    void sizesAreThoseUpToTheBoundAndTheLeast() {
        assertThat(GrowthAxis.HELD.clusters(Long.MAX_VALUE))
                .containsExactly(List.of(1_000L, 10_000L, 100_000L, 1_000_000L));
        assertThat(GrowthAxis.CLIENTS.clusters(200)).containsExactly(List.of(1L, 10L, 100L));
        assertThat(GrowthAxis.ORDERED.clusters(1)).containsExactly(List.of(500_000L));
        assertThat(Bulk.MAX).isGreaterThanOrEqualTo(1_000_000);
    }

    @Test
    void eachNumberOfReplicasIsAClusterOfItsOwn() {
        assertThat(GrowthAxis.REPLICAS.clusters(8))
                .containsExactly(List.of(4L), List.of(6L), List.of(8L));
    }

    @Test
    void onlyWhatMakesNothingMoreIsDoneAtWillBeforeItIsMeasured() {
        assertThat(GrowthAxis.values())
                .filteredOn(GrowthAxis::leavesNothing)
                .containsExactly(GrowthAxis.HELD, GrowthAxis.REPLICAS);
    }

    @Test
    void namedRequestsAreOfAllClientsByTurnsAndNoneTwice() {
        var names = new HashSet<String>();
        for (long first : new long[] {0, 100}) {
            var requests = new Growth.Named(_ -> Bytes.EMPTY, 3, first);
            for (long n = 0; n < 100; n++) {
                var id = Objects.requireNonNull(requests.id(n));
                assertThat(id.client()).isEqualTo("client-" + n % 3);
                assertThat(names.add(id.toString())).isTrue();
            }
        }
    }

    @Test
    void whoeverAsksWhileItGrowsHasNoMoreUnderWayThanOneClientMay() {
        int each = Math.ceilDiv(Growth.OUTSTANDING_TO_GROW, Growth.CLIENTS_TO_GROW);

        assertThat(each).isLessThanOrEqualTo(SequencerLimits.DEFAULT.inFlightMax());
    }
}
