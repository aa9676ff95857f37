package marquee.launcher.bench.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import marquee.launcher.bench.recovery.Recovery.Phase;
import marquee.launcher.local.Replacement;
import marquee.launcher.trouble.Trouble;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/// Where the time of a recovery goes, and what is told of several.
class RecoveryTest {
    @Test
    void thePhasesFollowEachOtherAndAddUp() {
        var recovery = new Recovery(Trouble.Kind.KILL, at(1_000), activeAt(1_800));

        assertThat(Arrays.stream(Phase.values()).map(recovery::millis))
                .containsExactly(10L, 20L, 470L, 300L, 800L);
    }

    @Test
    void theMedianOfAnEvenNumberIsHalfwayBetweenTheTwoInTheMiddle() {
        var recoveries =
                Stream.of(1_600, 1_900, 2_100, 2_600)
                        .map(active -> new Recovery(Trouble.Kind.LIE, at(1_000), activeAt(active)))
                        .toList();

        assertThat(RecoveryCommand.table(recoveries).lines().getLast().strip().split(" {2,}"))
                .containsExactly(
                        "the third lie",
                        "4",
                        "1000 (600–1600)",
                        "10 (10–10)",
                        "20 (20–20)",
                        "470 (470–470)",
                        "500 (100–1100)");
    }

    @Test
    void aProgramIsToldWhatWasAskedForAndWhereItWasMeasured() {
        var command = new RecoveryCommand();
        new CommandLine(command).parseArgs("--warm-spare", "--without-keys", "--held", "7");
        var recovery = new Recovery(Trouble.Kind.KILL, at(1_000), activeAt(1_800));

        assertThat(command.json(ImmutableMap.of("machine", "one of sand"), List.of(recovery)))
                .hasToString(
                        """
                        {"command":"./marquee --warm-spare --without-keys --held 7",\
                        "settings":{"machine":"one of sand"},\
                        "held":7,"keys":false,"warmSpare":true,\
                        "recoveries":[{"after":"KILL","slot":"R1","implementation":"sql",\
                        "detected":10,"ordered":20,"started":470,"active":300,"all":800}]}\
                        """);
    }

    @Test
    void eachSlotIsKilledAndLiesEquallyOftenAndNotSoonAgain() {
        var troubles = IntStream.range(0, 16).mapToObj(RecoveryCommand::trouble).toList();
        var slots = troubles.stream().map(Trouble::slot).toList();

        for (var trouble : troubles) {
            assertThat(Collections.frequency(troubles, trouble)).as("%s", trouble).isEqualTo(2);
        }
        for (int end = RecoveryCommand.RUNS_APART; end <= slots.size(); end++) {
            assertThat(slots.subList(end - RecoveryCommand.RUNS_APART, end))
                    .doesNotHaveDuplicates();
        }
    }

    private static Replacement activeAt(long millis) {
        return new Replacement(
                "R1",
                1,
                "sql",
                "CRASHED",
                ImmutableList.of("RM1", "RM2", "RM3"),
                at(1_010),
                at(1_030),
                Optional.of(at(1_500)),
                Optional.of(at(millis)),
                Optional.empty());
    }

    private static Instant at(long millis) {
        return Instant.ofEpochMilli(millis);
    }
}
