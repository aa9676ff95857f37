package marquee.launcher.bench.report;

import java.util.Locale;
import marquee.benchmarks.Workload;

/// Where a comparison stands among others.
///
/// @param axis what differs from one to the next
/// @param at how much of it there is
/// @param words the same for people
public record Scale(String axis, double at, String words) {
    /// Where a comparison at `workload` stands.
    public static Scale of(Workload workload) {
        return workload.isOpen()
                ? counting("requests due each second", workload.perSecond())
                : counting("requests outstanding", workload.outstanding());
    }

    /// So many of `things`.
    public static Scale counting(String things, double count) {
        return new Scale(things, count, number(count) + " " + things);
    }

    /// How much of it there is, for people.
    String number() {
        return number(at);
    }

    private static String number(double count) {
        return String.format(Locale.ROOT, "%,.0f", count);
    }
}
