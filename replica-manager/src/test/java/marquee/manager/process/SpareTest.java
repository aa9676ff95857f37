package marquee.manager.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import marquee.config.process.SpareCall;
import marquee.config.process.SpareTalk;
import marquee.manager.ManagerEvent;
import org.junit.jupiter.api.Test;

class SpareTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String LESSON = "x".repeat(SpareTalk.LINE_MAX);

    private final CountDownLatch atHand = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private final Spare spare =
            new Spare(
                    (who, line) -> {},
                    (who, event) -> {
                        if (event instanceof ManagerEvent.SpareAtHand) {
                            atHand.countDown();
                        }
                    },
                    (who, replica) -> over.countDown());

    @Test
    void nobodyWaitsForASpareThatDoesNotListen() throws IOException, InterruptedException {
        spare.start(ImmutableList.of("sh", "-c", "echo " + SpareCall.AT_HAND + "; exec sleep 600"));
        try {
            assertThat(atHand.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();

            assertTimeoutPreemptively(
                    LONG,
                    () -> {
                        for (int lesson = 0; lesson < 10 * Spare.LESSONS_MAX; lesson++) {
                            spare.teach(LESSON);
                        }
                    });
            assertThat(spare.isAtHand()).isTrue();
        } finally {
            spare.kill();
        }
        assertThat(over.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }
}
