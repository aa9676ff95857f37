package marquee.launcher.scenario.run;

import com.google.common.collect.ImmutableList;
import java.util.Locale;
import marquee.client.Table;
import marquee.launcher.report.Scene;
import marquee.launcher.scenario.run.Performance.Failure;
import marquee.launcher.scenario.run.Performance.Outcome;

/// How the scenarios of one run went.
final class Results {
    private static final double NANOS_PER_SECOND = 1e9;

    private final ImmutableList<Result> results;
    private final long nanos;
    private final int left;

    /// @param nanos how long all of them took
    /// @param left how many were not played to their ends, because the run was interrupted
    Results(ImmutableList<Result> results, long nanos, int left) {
        this.results = results;
        this.nanos = nanos;
        this.left = left;
    }

    /// How one of them went.
    ///
    /// @param skipped why it was not played; empty if it was
    /// @param stageNanos how long it took on the stage's clock, if what went on was taken down
    /// @param scene what went on
    /// @param note what else is worth a line; may be empty
    record Result(
            String group,
            String name,
            String title,
            int calls,
            long nanos,
            ImmutableList<Failure> failures,
            String skipped,
            long stageNanos,
            Scene scene,
            String note) {
        /// How `cast` went in so long.
        static Result of(Cast cast, Outcome outcome, long nanos) {
            return new Result(
                    cast.group(),
                    cast.scenario().name(),
                    cast.scenario().title(),
                    outcome.calls(),
                    nanos,
                    outcome.failures(),
                    "",
                    outcome.footage().durationNanos(),
                    outcome.footage().scene(),
                    outcome.note());
        }

        /// That `cast` was not played.
        static Result skipped(Cast cast, String why) {
            return new Result(
                    cast.group(),
                    cast.scenario().name(),
                    cast.scenario().title(),
                    0,
                    0,
                    ImmutableList.of(),
                    why,
                    0,
                    Scene.NONE,
                    "");
        }

        /// The same, for a page that has no room for what went on.
        Result withoutScene() {
            var left = Scene.LEFT_OUT;
            return new Result(
                    group, name, title, calls, nanos, failures, skipped, stageNanos, left, note);
        }

        boolean passed() {
            return failures.isEmpty() && skipped.isEmpty();
        }

        String verdict() {
            if (!skipped.isEmpty()) {
                return "skipped";
            }
            return passed() ? "passed" : "FAILED";
        }

        double seconds() {
            return nanos / NANOS_PER_SECOND;
        }
    }

    /// Whether all were played and none failed.
    boolean isGood() {
        return left == 0 && results.stream().allMatch(result -> result.failures().isEmpty());
    }

    /// A line for each, and a last one for all.
    ImmutableList<String> lines() {
        var table = new Table("GROUP", "SCENARIO", "CALLS", "SECONDS", "");
        for (var result : results) {
            table.row(
                    result.group(),
                    result.name(),
                    result.calls(),
                    String.format(Locale.ROOT, "%.2f", result.seconds()),
                    result.verdict());
        }
        return ImmutableList.<String>builder().addAll(table.lines()).add("").add(summary()).build();
    }

    /// All of them, in the order in which they were played.
    ImmutableList<Result> all() {
        return results;
    }

    /// How many were not played to their ends.
    int left() {
        return left;
    }

    /// So many scenarios, in words.
    static String count(int scenarios) {
        return scenarios == 1 ? "1 scenario" : scenarios + " scenarios";
    }

    /// How all of them went, in one line.
    String summary() {
        long failed = failed();
        long skipped = results.stream().filter(each -> !each.skipped().isEmpty()).count();
        return String.format(
                Locale.ROOT,
                "%s, %d passed, %d failed, %d skipped, %.1f s%s",
                count(results.size()),
                results.size() - failed - skipped,
                failed,
                skipped,
                nanos / NANOS_PER_SECOND,
                left == 0 ? "" : "; " + interruption());
    }

    /// How many were played and failed.
    long failed() {
        return results.stream().filter(each -> !each.failures().isEmpty()).count();
    }

    /// A title of all of them.
    String title() {
        return left == 0 ? "Scenarios" : "Scenarios, " + interruption();
    }

    /// Why not all were played, in words.
    String interruption() {
        return "interrupted, %s not played to the end".formatted(count(left));
    }
}
