package marquee.transport.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class PreemptionTest {
    private static final String USUAL = "0";
    private static final String BATCH = "3";
    private static final int OFTEN = 1_500;

    /// Where a thread's state tells its policy, counted behind the name in parentheses (proc(5)).
    private static final int POLICY = 39;

    @Test
    void aThreadThatIsWokenOftenPreemptsNobody() throws Exception {
        try (var thread = Executors.newSingleThreadExecutor()) {
            assumeThat(Path.of("/proc/thread-self/schedstat")).isReadable();
            assumeThat(thread.submit(PreemptionTest::policy).get()).isEqualTo(USUAL);
            thread.submit(() -> wakeOften(new Preemption())).get();

            assertThat(thread.submit(PreemptionTest::policy).get()).isEqualTo(BATCH);
        }
    }

    private static void wakeOften(Preemption preemption) {
        for (int i = 0; i < OFTEN; i++) {
            preemption.woken();
        }
    }

    private static String policy() throws IOException {
        var state = Files.readString(Path.of("/proc/thread-self/stat"));
        var fields = Splitter.on(' ').splitToList(state.substring(state.lastIndexOf(')') + 1));
        return fields.get(POLICY);
    }
}
