package marquee.client;

import marquee.config.ExitStatus;

/// What is to be done should the program be told to end (SIGINT, SIGTERM) before this is closed.
final class LastWord implements AutoCloseable {
    private final Thread hook;

    LastWord(Runnable word) {
        hook = Thread.ofPlatform().unstarted(word);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /// Does not return when the program is ending: nothing is to be said after the last word.
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            System.exit(ExitStatus.UNREACHABLE); // Waits for the end that has begun.
        }
    }
}
