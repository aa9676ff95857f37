package marquee.launcher.simulated.campaign;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import marquee.launcher.simulated.Run;

/// Writes a campaign's report for people.
final class ReportPrinter {
    /// How many failing seeds are made milder; that takes a while each.
    private static final int SHRUNK_MAX = 3;

    private static final int MINUTES_FROM_SECONDS = 120;

    private final PrintWriter out;
    private final Campaign.Plan plan;
    private final CampaignReport report;

    ReportPrinter(PrintWriter out, Campaign.Plan plan, CampaignReport report) {
        this.out = out;
        this.plan = plan;
        this.report = report;
    }

    /// One line on a campaign that goes on.
    static String progress(CampaignReport report) {
        int failed = report.failures().size();
        var line = new StringBuilder();
        line.append(report.seeds()).append(" seeds, ");
        line.append((failed == 0 ? "%d failed" : "@|red,bold %d failed|@").formatted(failed));
        line.append(String.format(Locale.ROOT, ", %.1f seeds/s", report.seedsPerSecond()));
        report.timeLeft().ifPresent(left -> line.append(", ").append(words(left)).append(" left"));
        return line.toString();
    }

    /// One line on a run that broke a rule.
    static String line(CampaignReport.Failure failure) {
        return "seed " + failure.seed() + " failed: " + failure.message();
    }

    /// All of a campaign that has come to its end.
    void print() {
        print(SHRUNK_MAX);
    }

    /// What is known of one that was broken off, at once: no failing seed is made milder.
    void printSoFar() {
        print(0);
    }

    private void print(int shrunkMax) {
        out.println("marks");
        report.marks()
                .forEach((mark, count) ->
                        out.println(String.format(Locale.ROOT, "%12d  %s", count, mark)));
        printFailures(shrunkMax);
        report.complaints().forEach(complaint -> out.println("vacuous: " + complaint));
        out.println(
                String.format(
                        Locale.ROOT,
                        "%d seeds, %d failed, %.1f seeds/s (%.1f a core), %.0f s of virtual time",
                        report.seeds(),
                        report.failures().size(),
                        report.seedsPerSecond(),
                        report.seedsPerSecond() / plan.threads(),
                        report.virtualSeconds()));
        out.println(
                String.format(
                        Locale.ROOT,
                        "median %.0f requests answered a seed, %d %% with success, %d %% refused",
                        report.answersMedian(),
                        report.percent(Run.SUCCEEDED),
                        report.percent(Run.REFUSED)));
        out.flush();
    }

    private void printFailures(int shrunkMax) {
        int shrunk = 0;
        for (var failure : report.failures()) {
            out.println(line(failure));
            out.println("  " + plan.variation().command(failure.seed()));
            if (shrunk++ < shrunkMax) {
                var milder = Shrinker.shrink(failure, plan.variation());
                out.println("  shorter: " + milder.command(failure.seed()));
            }
        }
    }

    private static String words(Duration left) {
        long seconds = left.toSeconds();
        return seconds < MINUTES_FROM_SECONDS ? seconds + " s" : left.toMinutes() + " min";
    }
}
