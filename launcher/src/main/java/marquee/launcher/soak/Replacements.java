package marquee.launcher.soak;

import java.time.Duration;
import java.util.TreeMap;
import marquee.client.Table;
import marquee.launcher.local.ClusterStatus;
import marquee.launcher.trouble.Rescue.Outcome;
import org.HdrHistogram.Histogram;

/// Counts the replacements of a run, and how long they took. Used by one thread.
final class Replacements {
    private static final long RECOVERY_MILLIS_MAX = 600_000;

    private final TreeMap<String, Histogram> recoveries = new TreeMap<>();
    private int count;
    private int lives;
    private int unexpected;
    private boolean missing;

    /// So many replicas were made to fail at once, and that came of it.
    void add(int failed, Outcome outcome) {
        missing = !outcome.replaced();
        count += missing ? 0 : failed;
        unexpected += outcome.asExpected() ? 0 : 1;
    }

    /// Counts who was replaced since `before`, for whatever reason.
    void note(ClusterStatus before, ClusterStatus after) {
        for (var slot : after.slotNames()) {
            lives += after.incarnation(slot) - before.incarnation(slot);
        }
        for (var each : after.replacements()) {
            boolean isNew = each.incarnation() > before.incarnation(each.slot());
            if (isNew && each.active().isPresent()) {
                long millis = Duration.between(each.suspected(), each.active().get()).toMillis();
                recoveries
                        .computeIfAbsent(each.because(), name -> new Histogram(2))
                        .recordValue(Math.clamp(millis, 0, RECOVERY_MILLIS_MAX));
            }
        }
    }

    /// How many that were made to fail were replaced.
    int count() {
        return count;
    }

    /// Whether the last that were made to fail were not all replaced.
    boolean isOneMissing() {
        return missing;
    }

    /// How many were replaced whom nobody had made fail.
    int unasked() {
        return Math.max(0, lives - count);
    }

    /// How often somebody was replaced for another reason than he was given.
    int unexpected() {
        return unexpected;
    }

    /// How long they took, by their reasons.
    Table table() {
        var table = new Table("REPLACED BECAUSE IT", "TIMES", "MEDIAN MS", "P99 MS", "WORST MS");
        recoveries.forEach((reason, millis) ->
                table.row(
                        reason,
                        millis.getTotalCount(),
                        millis.getValueAtPercentile(50),
                        millis.getValueAtPercentile(99),
                        millis.getMaxValue()));
        return table;
    }
}
