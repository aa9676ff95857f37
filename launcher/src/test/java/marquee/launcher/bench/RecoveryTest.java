package marquee.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import marquee.launcher.bench.Recovery.Phase;
import marquee.launcher.demo.Trouble;
import marquee.launcher.local.Replacement;
import org.junit.jupiter.api.Test;

/// Where the time of a recovery goes.
class RecoveryTest {
    @Test
    void thePhasesFollowEachOtherAndAddUp() {
        var replacement =
                new Replacement(
                        "R1",
                        1,
                        "sql",
                        "CRASHED",
                        ImmutableList.of("RM1", "RM2", "RM3"),
                        at(1_010),
                        at(1_030),
                        Optional.of(at(1_500)),
                        Optional.of(at(1_800)),
                        Optional.empty());
        var recovery = new Recovery(Trouble.Kind.KILL, at(1_000), replacement);

        assertThat(Arrays.stream(Phase.values()).map(recovery::millis))
                .containsExactly(10L, 20L, 470L, 300L, 800L);
    }

    private static Instant at(long millis) {
        return Instant.ofEpochMilli(millis);
    }
}
