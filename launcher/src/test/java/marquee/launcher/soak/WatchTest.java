package marquee.launcher.soak;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchTest {
    /// More processes than Linux can have at a time.
    private static final long NOBODY = 1L << 30;

    private static final Vitals BEFORE = new Vitals(90_000, 9_000, 12, 20);

    @TempDir private Path folder;

    @Test
    void aProcessMayGrowAsFarAsItsBoundsAllow() {
        assertThat(grown(16 << 10, 4 << 10, 16, 32)).isFalse();
        assertThat(grown((16 << 10) + 1, 0, 0, 0)).isTrue();
        assertThat(grown(0, (4 << 10) + 1, 0, 0)).isTrue();
        assertThat(grown(0, 0, 17, 0)).isTrue();
        assertThat(grown(0, 0, 0, 33)).isTrue();
    }

    @Test
    void aHeapThatNobodyKnewHasNotGrown() {
        var unknown = new Vitals(90_000, 0, 12, 20);

        assertThat(BEFORE.exceeds(unknown, Watch.GROWTH_MAX)).isFalse();
        assertThat(unknown.exceeds(BEFORE, Watch.GROWTH_MAX)).isFalse();
    }

    @Test
    void aSlotMayGrowMoreThanASequencer() {
        assertThat(Watch.growthMax("R2")).isEqualTo(Watch.SLOT_GROWTH_MAX);
        assertThat(Watch.growthMax("sequencer")).isEqualTo(Watch.GROWTH_MAX);
    }

    @Test
    void whoHasEndedIsNotShownAsItWas() throws Exception {
        long here = ProcessHandle.current().pid();
        var watch = new Watch(folder);

        watch.look(ImmutableMap.of("R1", here, "RM1", here));
        watch.look(ImmutableMap.of("R1", here, "RM1", NOBODY));

        assertThat(watch.mebibytes("R1")).isPositive();
        assertThat(watch.mebibytes("RM1")).isZero();
        assertThat(watch.lines()).noneMatch(line -> line.startsWith("RM1"));
    }

    @Test
    void namesWhoseGrowthCannotBeTold() throws Exception {
        long here = ProcessHandle.current().pid();
        var watch = new Watch(folder);

        watch.begin(ImmutableMap.of("R1", here, "R2", 0L, "RM1", NOBODY));
        watch.look(ImmutableMap.of("R1", here, "R2", here, "RM1", NOBODY));

        assertThat(watch.grown()).isEmpty();
        assertThat(watch.unseen()).containsExactly("objects of R1", "R2", "RM1");
    }

    private static boolean grown(long kibibytes, long heap, int threads, int descriptors) {
        var now =
                new Vitals(
                        BEFORE.kibibytes() + kibibytes,
                        BEFORE.heap() + heap,
                        BEFORE.threads() + threads,
                        BEFORE.descriptors() + descriptors);
        return now.exceeds(BEFORE, Watch.growthMax("sequencer"));
    }
}
