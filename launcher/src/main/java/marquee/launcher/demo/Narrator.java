package marquee.launcher.demo;

import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine.Help.Ansi;

/// Tells what happens, with the seconds since it began. May be used by many threads at once.
public final class Narrator {
    private static final double NANOS_PER_SECOND = 1e9;

    private final PrintWriter out;
    private final Ansi ansi;
    private final long start = System.nanoTime();

    /// A narrator that writes to `out`.
    public Narrator(PrintWriter out, Ansi ansi) {
        this.out = out;
        this.ansi = ansi;
    }

    /// Begins a part.
    public void title(String text) {
        line("@|bold " + text + "|@");
    }

    /// Tells a fact.
    public void say(String text) {
        line("  " + text);
    }

    /// Tells a fact that was as it must be, or not.
    public void verdict(boolean isRight, String text) {
        line((isRight ? "  @|green ✓|@ " : "  @|red,bold ✗|@ ") + text);
    }

    /// Writes a line as it is, without the time.
    public synchronized void plain(String text) {
        out.println(text);
        out.flush();
    }

    private void line(String text) {
        double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
        plain(String.format(Locale.ROOT, "%6.2f  ", seconds) + ansi.new Text(text));
    }
}
