package marquee.transport.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class GivingWayTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(1);

    @Test
    @EnabledOnOs(OS.LINUX)
    void theWorkRunsWhenNobodyElseWantsTheCoreAndTheCallerAsBefore() {
        int before = ThreadPolicy.ofCaller();
        assumeThat(before).isEqualTo(ThreadPolicy.USUAL);

        new GivingWay(LONG).run(GivingWayTest::awaitThatIGiveWay);

        assertThat(ThreadPolicy.ofCaller()).isEqualTo(before);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theOptimizingCompilerGivesWayToo() throws IOException {
        new GivingWay(LONG).run(GivingWayTest::awaitThatIGiveWay);

        try (var threads = Files.list(Path.of("/proc/self/task"))) {
            var compilers = threads.filter(GivingWayTest::isOptimizing).toList();
            assumeThat(compilers).isNotEmpty();
            for (var compiler : compilers) {
                assertThat(ThreadPolicy.of(compiler)).isEqualTo(ThreadPolicy.IDLE);
            }
        }
    }

    @Test
    void theWorkHasAnotherThreadForWhichTheCallerWaits() {
        var worker = new AtomicReference<Thread>();

        new GivingWay(LONG).run(() -> worker.set(Thread.currentThread()));

        assertThat(worker.get()).isNotNull().isNotEqualTo(Thread.currentThread());
    }

    @Test
    void whenItsTimeIsUpTheWorkIsToEnd() {
        var way = new GivingWay(Duration.ofMillis(1));
        assertThat(way.isOver()).isFalse();

        way.run(() -> {
            while (!way.isOver()) {
                Thread.onSpinWait();
            }
        });

        assertThat(way.isOver()).isTrue();
    }

    @Test
    void whatTheWorkThrowsIsThrownOn() {
        Runnable broken =
                () -> {
                    throw new IllegalStateException("broken");
                };

        assertThatThrownBy(() -> new GivingWay(LONG).run(broken))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage("broken");
    }

    /// Who asks for it does so while the work runs already.
    private static void awaitThatIGiveWay() {
        long start = System.nanoTime();
        while (ThreadPolicy.ofCaller() != ThreadPolicy.IDLE) {
            assertThat(System.nanoTime() - start).isLessThan(PATIENCE_NANOS);
        }
    }

    private static boolean isOptimizing(Path thread) {
        try {
            return Files.readString(thread.resolve("comm")).startsWith("C2");
        } catch (IOException e) {
            return false;
        }
    }
}
