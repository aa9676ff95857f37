package marquee.benchmarks.cost;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import marquee.benchmarks.micro.Micro;
import org.junit.jupiter.api.Test;

/// What is said where nothing can be measured.
class CostsTest {
    private static final Path LOCK = Path.of(System.getProperty("java.io.tmpdir"), "jmh.lock");

    @Test
    void whoeverMeasuresWhileSomebodyElseDoesIsToldOfIt() throws Exception {
        var plan =
                new Costs.Plan(
                        ImmutableList.of("sql"),
                        ImmutableList.of(Costs.HELD_MIN),
                        ImmutableList.of(Question.SCAN),
                        1);
        try (var file =
                        FileChannel.open(
                                LOCK, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var _ = file.tryLock()) { // Or somebody has it already.
            assertThatThrownBy(() -> Costs.measure(plan, _ -> {}))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(LOCK.toString());
            assertThatThrownBy(() -> Micro.measure(1))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(LOCK.toString());
        }
    }
}
