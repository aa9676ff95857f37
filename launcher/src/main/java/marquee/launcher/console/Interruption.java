package marquee.launcher.console;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import marquee.config.ExitStatus;
import org.jspecify.annotations.Nullable;

/// Lets the thread that makes it end in order when the program is told to end (SIGINT, SIGTERM): it
/// is interrupted, and the program goes on until the interruption is closed.
public final class Interruption implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 15;

    private final Thread interrupted = Thread.currentThread();
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook = Thread.ofPlatform().unstarted(this::come);
    private volatile boolean hasCome;

    private static volatile @Nullable Interruption last;

    private Interruption() {}

    /// From now on it may come.
    public static Interruption ofThisThread() {
        var interruption = new Interruption();
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
            interruption.done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void come() {
        hasCome = true;
        interrupted.interrupt();
        try {
            done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
