package marquee.scenarios.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import marquee.launcher.simulated.Variation;
import marquee.launcher.simulated.campaign.Campaign;
import marquee.scenarios.children.Child;
import org.junit.jupiter.api.Test;

/// Invariant I15: the same seed is the same run, to the last bit, in every JVM.
class DeterminismTest {
    private static final long FIRST_SEED = 4_711;
    private static final int SEEDS = 8;

    @Test
    void aSeedHasTheSameHashInAnotherJvmThatHashesObjectsInAnotherWay()
            throws IOException, InterruptedException {
        var here = SeedHashes.of(FIRST_SEED, SEEDS);

        assertThat(otherJvm("-XX:hashCode=2")).isEqualTo(here);
        assertThat(here).doesNotHaveDuplicates();
    }

    @Test
    void aSeedHasTheSameHashWhateverRanBeforeIt() {
        var seeds = new ArrayList<>(LongStream.range(0, SEEDS).boxed().toList());
        var inOrder = new TreeMap<Long, String>();
        seeds.forEach(seed -> inOrder.put(seed, Campaign.hash(seed, Variation.NONE)));
        Collections.shuffle(seeds, new Random(1));
        var shuffled = new TreeMap<Long, String>();
        seeds.forEach(seed -> shuffled.put(seed, Campaign.hash(seed, Variation.NONE)));

        assertThat(shuffled).isEqualTo(inOrder);
    }

    private static List<String> otherJvm(String hashing) throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var program =
                new ProcessBuilder(
                        java,
                        "-XX:+UseSerialGC",
                        "-XX:+UnlockExperimentalVMOptions",
                        hashing,
                        "-cp",
                        System.getProperty("java.class.path"),
                        SeedHashes.class.getName(),
                        Long.toString(FIRST_SEED),
                        Integer.toString(SEEDS));
        var ended = Child.run(program, Duration.ofMinutes(10));
        assertThat(ended.status()).as(ended.errors()).isZero();
        return ended.lines();
    }
}
