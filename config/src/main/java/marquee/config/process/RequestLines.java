package marquee.config.process;

import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/// The text log of requests: a bounded queue of lines, and a thread that makes them into text and
/// writes them. A slow disk never holds whoever adds one; when the queue is full lines are lost.
final class RequestLines implements AutoCloseable {
    private static final int QUEUE_MAX = 8_192;
    private static final int BATCH_MAX = 256;
    private static final long POLL_MILLIS = 10;
    private static final Line END = new Line(0, () -> "");

    private final BlockingQueue<Line> queue = new ArrayBlockingQueue<>(QUEUE_MAX);
    private final Handler file;
    private final Thread writer;

    private record Line(long millis, Supplier<String> text) {}

    /// Makes the log that is written to `file`, and closes it in the end.
    RequestLines(Handler file) {
        this.file = file;
        this.writer = Thread.ofPlatform().daemon().name("request lines").start(this::write);
    }

    /// Adds a line, whose `text` is made by another thread. From any thread.
    void add(Supplier<String> text) {
        var _ = queue.offer(new Line(System.currentTimeMillis(), text));
    }

    /// Writes what is still queued. A line that comes meanwhile is written or lost.
    @Override
    public void close() {
        try {
            while (writer.isAlive() && !queue.offer(END, POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                // It has as many lines to write as there can be.
            }
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        var lines = new ArrayList<Line>();
        try {
            do {
                lines.clear();
                lines.add(queue.take());
                queue.drainTo(lines, BATCH_MAX);
                file.publish(new LogRecord(Level.INFO, text(lines)));
            } while (!lines.contains(END));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            file.close();
        }
    }

    private static String text(Iterable<Line> lines) {
        var text = new StringBuilder();
        for (var line : lines) {
            if (!line.equals(END)) {
                text.append(LogForm.request(Instant.ofEpochMilli(line.millis()), made(line)));
            }
        }
        return text.toString();
    }

    /// A line that cannot be made must not take those after it with it.
    private static String made(Line line) {
        try {
            return line.text().get();
        } catch (RuntimeException e) {
            return "a line could not be made: " + e;
        }
    }
}
