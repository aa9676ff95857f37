package marquee.client;

import marquee.config.ExitStatus;

/// What is to be done should the program be told to end (SIGINT, SIGTERM) before this is closed, or
/// made needless. Where the program is ending, none of its methods returns: nothing is to be said
/// after the last word.
final class LastWord implements AutoCloseable {
    private final Thread hook;
    private final Object turn = new Object();
    private boolean isNeedless;

    LastWord(Runnable word) {
        hook = Thread.ofPlatform().unstarted(() -> say(word));
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException ending) {
            awaitEnd();
        }
    }

    /// Does what makes the word needless, unless it is said already; a program that is told to end
    /// meanwhile ends when this is done.
    void makeNeedless(Runnable deed) {
        synchronized (turn) {
            if (!isNeedless) {
                isNeedless = true;
                deed.run();
                return;
            }
        }
        awaitEnd();
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            awaitEnd();
        }
    }

    private void say(Runnable word) {
        synchronized (turn) {
            if (!isNeedless) {
                isNeedless = true;
                word.run();
            }
        }
    }

    private static void awaitEnd() {
        System.exit(ExitStatus.UNREACHABLE); // Waits for the end that has begun.
    }
}
