package marquee.benchmarks;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/// Asks a front end over HTTP, by as many connections as requests may be under way, each with a
/// thread of its own that waits for its reply.
public final class WebDriver implements Driver {
    private static final int PATIENCE_MILLIS = 20_000;
    private static final int SERVER_ERROR = 500;
    private static final int TOO_MANY = 429;

    private final URI url;
    private final LongFunction<byte[]> requests;

    /// They outlive a run, since the processor's time of those that have ended is lost.
    private final ExecutorService threads =
            Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory());

    /// A driver of the web service at `url`.
    ///
    /// @param requests the `n`-th request, from 0, as the bytes that go over the connection
    public WebDriver(URI url, LongFunction<byte[]> requests) {
        this.url = url;
        this.requests = requests;
    }

    @Override
    public Result run(Workload workload) throws IOException {
        var connections = new ArrayList<Connection>();
        try {
            for (int i = 0; i < workload.outstanding(); i++) {
                connections.add(Connection.open(url, PATIENCE_MILLIS));
            }
            return new Run(workload).over(connections);
        } finally {
            close(connections);
        }
    }

    /// Closes them all, which also ends the wait of a thread that still uses one.
    private static void close(List<Connection> connections) throws IOException {
        for (var each : connections) {
            each.close();
        }
    }

    private final class Run {
        private final Workload workload;
        private final Histogram latencies = new ConcurrentHistogram(3);
        private final AtomicLong begun = new AtomicLong();
        private final AtomicLong failed = new AtomicLong();
        private final long start = System.nanoTime();
        private final long end;
        private final long hopeless;
        private final double nanosApart;

        Run(Workload workload) {
            this.workload = workload;
            end = start + workload.time().toNanos();
            hopeless = end + Traffic.BACKLOG.toNanos();
            nanosApart = workload.isOpen() ? TimeUnit.SECONDS.toNanos(1) / workload.perSecond() : 0;
        }

        Result over(List<Connection> connections) throws IOException {
            var ended = new ArrayList<Future<?>>();
            for (var each : connections) {
                ended.add(threads.submit(() -> ask(each)));
            }
            try {
                awaitAll(ended, connections);
            } catch (InterruptedException e) {
                throw new InterruptedIOException();
            } catch (ExecutionException e) {
                throw new IOException(url + ": " + e.getMessage(), e);
            }
            var took = Duration.ofNanos(System.nanoTime() - start);
            long answered = latencies.getTotalCount() - failed.get();
            return new Result(latencies, answered, took, failed.get(), 0);
        }

        private static void awaitAll(List<Future<?>> ended, List<Connection> connections)
                throws InterruptedException, ExecutionException, IOException {
            try {
                for (var each : ended) {
                    each.get();
                }
            } catch (InterruptedException | ExecutionException e) {
                WebDriver.close(connections); // Nobody has to wait for the others.
                throw e;
            }
        }

        /// Sends one request after the other, each when it is due, or as soon as it can.
        private Void ask(Connection connection) throws IOException, InterruptedException {
            while (true) {
                long n = begun.getAndIncrement();
                long now = System.nanoTime();
                long due = workload.isOpen() ? start + (long) (n * nanosApart) : now;
                if (due - end >= 0) {
                    return null;
                }
                TimeUnit.NANOSECONDS.sleep(due - now);
                int status = now - hopeless > 0 ? TOO_MANY : connection.exchange(requests.apply(n));
                latencies.recordValue(System.nanoTime() - due);
                if (status == TOO_MANY || status >= SERVER_ERROR) {
                    failed.incrementAndGet();
                }
            }
        }
    }
}
