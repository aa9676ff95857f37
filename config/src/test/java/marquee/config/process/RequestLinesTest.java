package marquee.config.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RequestLinesTest {
    /// A file that is written only once it is let go.
    private static final class SlowFile extends Handler {
        private final CountDownLatch writing = new CountDownLatch(1);
        private final CountDownLatch letGo = new CountDownLatch(1);
        private final StringBuilder written = new StringBuilder();

        @Override
        public void publish(LogRecord batch) {
            writing.countDown();
            try {
                letGo.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            written.append(batch.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            written.append("closed");
        }
    }

    private final SlowFile file = new SlowFile();

    @Test
    @Timeout(10)
    void aLineThatComesBehindTheEndDoesNotKeepTheLogFromClosing() throws Exception {
        var lines = new RequestLines(file);
        lines.add(() -> "before");
        file.writing.await();
        var closer = Thread.ofPlatform().daemon().start(lines::close);
        while (closer.getState() != Thread.State.WAITING) { // For the writer, with the end queued.
            Thread.onSpinWait();
        }
        lines.add(() -> "behind");
        file.letGo.countDown();
        closer.join();

        assertThat(file.written.toString()).contains("before").endsWith("closed");
    }
}
