package marquee.launcher.console;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import marquee.config.ExitStatus;
import org.jspecify.annotations.Nullable;

/// Lets the thread that makes it end in order when the program is told to end (SIGINT, SIGTERM): it
/// is interrupted, and the program goes on until the interruption is closed.
public final class Interruption implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Duration patience;
    private final Thread interrupted = Thread.currentThread();
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook = Thread.ofPlatform().unstarted(this::come);
    private volatile boolean hasCome;

    private static volatile @Nullable Interruption last;

    private Interruption(Duration patience) {
        this.patience = patience;
    }

    /// From now on it may come, and everything is in order soon after.
    public static Interruption ofThisThread() {
        return ofThisThread(PATIENCE);
    }

    /// From now on it may come.
    ///
    /// @param patience how long the program is kept from ending until everything is in order
    public static Interruption ofThisThread(Duration patience) {
        var interruption = new Interruption(patience);
        last = interruption;
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    /// Whether the program is ending.
    public boolean hasCome() {
        return hasCome;
    }

    /// Says that everything is in order. Does not return when the program is ending: nobody is to
    /// hear of what becomes of the command then.
    @Override
    public void close() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            System.exit(ExitStatus.REFUSED); // Waits for the end that has begun.
        }
    }

    /// Waits, when the program is ending, until everything is in order: for what comes after that.
    public static void awaitOrder() throws InterruptedException {
        var interruption = last;
        if (interruption != null) {
            interruption.done.await(interruption.patience.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void come() {
        hasCome = true;
        interrupted.interrupt();
        try {
            done.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
