package marquee.launcher.bench.report;

import com.google.common.base.Preconditions;
import com.google.common.math.Quantiles;
import java.util.Locale;
import java.util.stream.DoubleStream;

/// What the same figure came to in several runs.
public record Spread(double min, double median, double max) {
    /// That of `figures`, of which there is at least one.
    public static Spread of(DoubleStream figures) {
        var sorted = figures.sorted().toArray();
        Preconditions.checkArgument(sorted.length > 0, "no figures");
        return new Spread(sorted[0], Quantiles.median().compute(sorted), sorted[sorted.length - 1]);
    }

    /// The median, and the others beside it.
    ///
    /// @param decimals how many of them are shown
    public String words(int decimals) {
        var number = "%." + decimals + "f";
        return String.format(
                Locale.ROOT, number + " (" + number + "–" + number + ")", median, min, max);
    }
}
