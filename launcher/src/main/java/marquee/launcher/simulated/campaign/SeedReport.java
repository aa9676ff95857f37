package marquee.launcher.simulated.campaign;

import com.google.common.collect.ImmutableList;
import marquee.launcher.picture.Picture;
import marquee.launcher.picture.Witness;
import marquee.launcher.report.Report;
import marquee.launcher.report.Scene;
import marquee.launcher.simulated.Run;
import marquee.launcher.simulated.RunPlan;

/// The report of one simulated seed.
final class SeedReport {
    private SeedReport() {}

    /// The report of the run that `witness` looked on at.
    static Report of(Witness witness, Run.Result result, String command) {
        var plan = result.plan();
        var violation = result.violation();
        var failures = ImmutableList.<String>of();
        if (violation != null) {
            failures = ImmutableList.of("" + violation.getMessage());
            witness.breaks(result.virtualNanos(), failures.getFirst());
        }
        var picture = Picture.of(witness);
        var played =
                new Report.Played(
                        "seed " + plan.seed(),
                        title(plan),
                        "simulated",
                        failures.isEmpty() ? Report.Verdict.PASSED : Report.Verdict.FAILED,
                        failures,
                        result.virtualNanos(),
                        Scene.of(picture.calls(), picture.votes(), picture.spaceTime()));
        return new Report("Seed " + plan.seed(), command, ImmutableList.of(played));
    }

    private static String title(RunPlan plan) {
        var shape = plan.shape();
        var lie = plan.lie() == null ? "nobody lies at first" : "a replica lies: " + plan.lie();
        return "%d replicas, %d front ends, %d customers; per mille: %s; %s"
                .formatted(
                        shape.group().slots(),
                        shape.frontEnds(),
                        shape.customers(),
                        plan.faults(),
                        lie);
    }
}
