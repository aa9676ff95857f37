package marquee.launcher.console;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import picocli.CommandLine.Help.Ansi;

/// What a command that takes long is doing: at a terminal in one line that is renewed, elsewhere in
/// a line every ten seconds. Each begins with the seconds since the beginning, so that one that
/// says the same as the last one says something too. May be used by many threads.
public final class Progress implements AutoCloseable {
    private static final long TICK_MILLIS = 500;
    static final long LINE_SECONDS = 10;

    private final PrintWriter out;
    private final Ansi ansi;
    private final int columns;
    private final LongSupplier nanos;
    private final long start;
    private String now = "";
    private long shownAt;
    private int width;

    /// @param columns how many the terminal has; 0 if `out` is none
    /// @param nanos the time
    Progress(PrintWriter out, Ansi ansi, int columns, LongSupplier nanos) {
        this.out = out;
        this.ansi = ansi;
        this.columns = columns;
        this.nanos = nanos;
        start = nanos.getAsLong();
        shownAt = start;
    }

    /// Begins to tell on the standard error of `screen`.
    public static Progress on(Screen screen) {
        var progress =
                new Progress(screen.err(), screen.errAnsi(), Screen.errColumns(), System::nanoTime);
        Thread.ofPlatform().daemon().name("progress").start(progress::tickAlways);
        return progress;
    }

    /// From now on this is what the command is doing, with [Marks]. It costs little to say so
    /// often.
    public synchronized void now(String line) {
        now = line;
    }

    /// The same, told at once.
    public synchronized void begin(String line) {
        if (columns == 0) {
            say(Marks.shown(ansi, line));
        }
        now(line);
    }

    /// Tells a fact in a line that stays.
    public synchronized void say(String line) {
        clear();
        out.println(line);
        out.flush();
        shownAt = nanos.getAsLong();
    }

    /// Nothing more is told.
    @Override
    public synchronized void close() {
        clear();
        now = "";
    }

    /// Tells what is being done, if it is time to.
    synchronized void tick() {
        long time = nanos.getAsLong();
        boolean isDue = columns > 0 || time - shownAt >= TimeUnit.SECONDS.toNanos(LINE_SECONDS);
        if (now.isEmpty() || !isDue) {
            return;
        }
        clear();
        long seconds = TimeUnit.NANOSECONDS.toSeconds(time - start);
        var line = String.format(Locale.ROOT, "%4d s  %s", seconds, now);
        if (columns > 0) {
            renew(line);
        } else {
            out.println(Marks.shown(ansi, line));
        }
        out.flush();
        shownAt = time;
    }

    /// A line that a terminal had to break could not be removed: only a shorter one has colours.
    private void renew(String line) {
        var plain = Marks.shown(Ansi.OFF, line);
        width = Math.min(plain.length(), columns - 1);
        out.print(width < plain.length() ? plain.substring(0, width) : Marks.shown(ansi, line));
    }

    /// Blanks remove the line at a terminal: they need no escape sequences, which may be unwelcome.
    private void clear() {
        if (width > 0) {
            out.print("\r" + " ".repeat(width) + "\r");
            out.flush();
            width = 0;
        }
    }

    private void tickAlways() {
        try {
            while (true) {
                TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
                tick();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
