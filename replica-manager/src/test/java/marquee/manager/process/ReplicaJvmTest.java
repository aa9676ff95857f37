package marquee.manager.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ReplicaJvmTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    /// More than a pipe takes.
    private static final ImmutableList<String> MUCH = ImmutableList.of("x".repeat(1 << 20));

    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
    private final CountDownLatch over = new CountDownLatch(1);

    @Test
    void whatItIsToldArrivesInOrderBeforeItEnds() throws IOException, InterruptedException {
        var process = start("cat");

        process.tell(ImmutableList.of("a", "b"));
        process.tell(ImmutableList.of("c"));
        process.askToEnd();

        awaitEnd();
        for (var line : ImmutableList.of("a", "b", "c")) {
            assertThat(said.poll(LONG.toSeconds(), TimeUnit.SECONDS)).isEqualTo(line);
        }
    }

    @Test
    void nobodyWaitsForOneThatDoesNotListen() throws IOException, InterruptedException {
        var process = start("sleep", "600");
        try {
            assertTimeoutPreemptively(
                    LONG,
                    () -> {
                        for (int told = 0; told <= ReplicaJvm.UNREAD_MAX + 1; told++) {
                            process.tell(MUCH);
                        }
                        process.askToEnd();
                    });

            assertThat(said).contains("does not listen, so it is not told everything");
        } finally {
            process.kill();
        }
        awaitEnd();
    }

    @Test
    void whoeverHasEndedCanStillBeTold() throws IOException, InterruptedException {
        var process = start("true");
        awaitEnd();

        process.tell(MUCH);
        process.askToEnd();

        assertThat(said).isEmpty();
    }

    private ReplicaJvm start(String... command) throws IOException {
        return ReplicaJvm.start("R1", ImmutableList.copyOf(command), said::add, over::countDown);
    }

    private void awaitEnd() throws InterruptedException {
        assertThat(over.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }
}
