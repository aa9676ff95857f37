package marquee.launcher.scenario.run;

import marquee.launcher.scenario.run.Results.Result;

/// How much one page can show of what happened: a browser opens it in about a second, and so does
/// the program that writes it. For one thread at a time.
final class Album {
    /// The most bytes that all scenes take, compressed.
    static final int BYTES_MAX = 64 << 20;

    /// How many of them are kept for scenarios that fail, which are looked at.
    static final int FOR_FAILURES = 16 << 20;

    private final int reserved;
    private long room;

    /// An album with all the room that there is.
    Album() {
        this(BYTES_MAX, FOR_FAILURES);
    }

    Album(int bytesMax, int forFailures) {
        this.room = bytesMax;
        this.reserved = forFailures;
    }

    /// `result`, without what happened if there is no room for it.
    Result kept(Result result) {
        int bytes = result.scene().bytes();
        if (bytes > room - (result.passed() ? reserved : 0)) {
            return result.withoutScene();
        }
        room -= bytes;
        return result;
    }
}
