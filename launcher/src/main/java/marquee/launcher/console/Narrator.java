package marquee.launcher.console;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;
import picocli.CommandLine.Help.Ansi;

/// Tells what happens, with the seconds since it began. May be used by many threads at once.
public final class Narrator {
    private static final double NANOS_PER_SECOND = 1e9;

    private final PrintWriter out;
    private final Ansi ansi;
    private final LongSupplier clock;
    private final long start;
    private final boolean quiet;

    /// A narrator that writes to `out`.
    public Narrator(PrintWriter out, Ansi ansi) {
        this(out, ansi, System::nanoTime);
    }

    /// @param clock monotonic nanoseconds
    Narrator(PrintWriter out, Ansi ansi, LongSupplier clock) {
        this.out = out;
        this.ansi = ansi;
        this.clock = clock;
        this.start = clock.getAsLong();
        this.quiet = false;
    }

    private Narrator(Narrator other, boolean quiet) {
        this.out = other.out;
        this.ansi = other.ansi;
        this.clock = other.clock;
        this.start = other.start;
        this.quiet = quiet;
    }

    /// One that tells of what was not as it must be, and of nothing else, by the same clock.
    public Narrator quiet() {
        return new Narrator(this, true);
    }

    /// Begins a part.
    public void title(String text) {
        if (!quiet) {
            line("@|bold " + text + "|@");
        }
    }

    /// Tells a fact.
    public void say(String text) {
        if (!quiet) {
            line("  " + text);
        }
    }

    /// Tells a fact that was as it must be, or not.
    public void verdict(boolean isRight, String text) {
        if (isRight) {
            right(text);
        } else {
            wrong(text);
        }
    }

    /// Tells a fact that was as it must be.
    public void right(String text) {
        if (!quiet) {
            line("  @|green ✓|@ " + text);
        }
    }

    /// Tells a fact that was not as it must be.
    public void wrong(String text) {
        line("  @|red,bold ✗|@ " + text);
    }

    /// Writes a line as it is, without the time.
    public synchronized void plain(String text) {
        out.println(text);
        out.flush();
    }

    private void line(String text) {
        double seconds = (clock.getAsLong() - start) / NANOS_PER_SECOND;
        plain(String.format(Locale.ROOT, "%6.2f  ", seconds) + Marks.shown(ansi, text));
    }
}
