package marquee.launcher.soak;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// What is noticed of processes that take more and more.
@EnabledOnOs(OS.LINUX)
class WatchTest {
    private static final Vitals BEFORE = new Vitals(100, 10, 10);
    private static final Vitals ALLOWED = new Vitals(50, 5, 5);

    @TempDir private Path folder;

    @Test
    void growthOfAnyKindCounts() {
        assertThat(new Vitals(150, 15, 15).exceeds(BEFORE, ALLOWED)).isFalse();
        assertThat(new Vitals(151, 1, 1).exceeds(BEFORE, ALLOWED)).isTrue();
        assertThat(new Vitals(1, 16, 1).exceeds(BEFORE, ALLOWED)).isTrue();
        assertThat(new Vitals(1, 1, 16).exceeds(BEFORE, ALLOWED)).isTrue();
    }

    @Test
    void onlySlotsWhichOthersFillMayGrowALot() {
        assertThat(Watch.growthMax("R1")).isEqualTo(Watch.SLOT_GROWTH_MAX);
        for (var name : List.of("sequencer", "frontend-1", "RM1")) {
            assertThat(Watch.growthMax(name)).isEqualTo(Watch.GROWTH_MAX);
        }
    }

    @Test
    void aProcessIsReadAsLinuxTellsOfItAndOneThatHasEndedIsNot() throws Exception {
        var own = Vitals.of(ProcessHandle.current().pid()).orElseThrow();
        assertThat(own.kibibytes()).isGreaterThan(1_000);
        assertThat(own.threads()).isGreaterThan(1);
        assertThat(own.descriptors()).isGreaterThan(1);
        assertThat(Vitals.of(Integer.MAX_VALUE)).isEmpty();
    }

    @Test
    void filesThatBecomeMoreAndMoreAreNoticed() throws Exception {
        var processes = ImmutableMap.of("self", ProcessHandle.current().pid());
        var watch = new Watch(folder);
        watch.look(processes);
        watch.begin();
        for (int i = 0; i <= Watch.FILES_GROWTH_MAX; i++) {
            assertThat(watch.grown()).isEmpty();
            Files.writeString(folder.resolve("log" + i), "x");
            watch.look(processes);
        }

        assertThat(watch.grown()).containsExactly("files");
        assertThat(watch.lines().getLast()).startsWith("65 files, 0 MiB");
    }
}
