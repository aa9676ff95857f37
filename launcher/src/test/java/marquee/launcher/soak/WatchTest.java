package marquee.launcher.soak;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WatchTest {
    private static final Vitals BEFORE = new Vitals(90_000, 9_000, 12, 20);

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
