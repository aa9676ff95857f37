package marquee.transport.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class PreemptionTest {
    private static final int OFTEN = 1_500;

    private final Preemption preemption = new Preemption();

    @BeforeEach
    void theKernelTellsOfWaits() throws Exception {
        assumeThat(Path.of("/proc/thread-self/schedstat")).isReadable();
        assumeThat(ThreadPolicy.ofCaller()).isEqualTo(ThreadPolicy.USUAL);
    }

    @Test
    void aThreadThatIsWokenOftenPreemptsNobody() throws Exception {
        try (var thread = Executors.newSingleThreadExecutor()) {
            wakeOften(thread);

            assertThat(policy(thread)).isEqualTo(ThreadPolicy.BATCH);
        }
    }

    @Test
    void aThreadThatGivesWayIsLeftAsItIsAndTheNextOnePreemptsNobody() throws Exception {
        try (var first = Executors.newSingleThreadExecutor();
                var next = Executors.newSingleThreadExecutor()) {
            first.submit(() -> new Scheduling().change(Scheduling.CALLER, Scheduling.IDLE)).get();
            wakeOften(first);
            assertThat(policy(first)).isEqualTo(ThreadPolicy.IDLE);

            wakeOften(next);

            assertThat(policy(next)).isEqualTo(ThreadPolicy.BATCH);
        }
    }

    private static int policy(ExecutorService thread) throws Exception {
        return thread.submit(ThreadPolicy::ofCaller).get();
    }

    private void wakeOften(ExecutorService thread) throws Exception {
        thread.submit(
                        () -> {
                            for (int i = 0; i < OFTEN; i++) {
                                preemption.woken();
                            }
                        })
                .get();
    }
}
