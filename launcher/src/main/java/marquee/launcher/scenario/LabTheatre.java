package marquee.launcher.scenario;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import marquee.launcher.scenario.Performance.Outcome;
import marquee.launcher.scenario.lab.Lab;
import marquee.launcher.scenario.lab.Needs;
import marquee.launcher.scenario.live.LiveStage;
import marquee.launcher.scenario.live.LiveStage.Place;
import org.jspecify.annotations.Nullable;

/// Real processes on hosts of their own, all in this machine; the same hosts for all scenarios.
final class LabTheatre extends Theatre {
    private final @Nullable Lab lab;
    private final String missing;

    private LabTheatre(int hosts, @Nullable Lab lab, String missing) {
        super("--hosts " + hosts);
        this.lab = lab;
        this.missing = missing;
    }

    /// Puts the hosts together, if this machine has what it takes; else all scenarios are skipped.
    ///
    /// @param told what is worth a line
    /// @throws IOException if it has, and yet refuses, or if another run has hosts
    static LabTheatre open(int hosts, Consumer<String> told) throws IOException {
        try {
            var missing = Needs.missing();
            if (!missing.isEmpty()) {
                return new LabTheatre(hosts, null, missing);
            }
            return new LabTheatre(hosts, Lab.up(hosts, told), "");
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    @Override
    String hindrance(Scenario scenario) {
        return missing;
    }

    @Override
    Stage open(Scenario scenario, Path folder, long seed, boolean watched) throws StageException {
        return LiveStage.start(scenario.setting(), new Place(folder, watched), seed, lab);
    }

    @Override
    Outcome play(Scenario scenario, long seed, boolean watched, @Nullable Path logs)
            throws IOException {
        if (lab == null) {
            throw new IllegalStateException(missing);
        }
        try {
            var before = lab.tally();
            var outcome = super.play(scenario, seed, watched, logs);
            return outcome.noting(lab.tally().since(before).toString());
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    @Override
    public void close() throws IOException {
        if (lab != null) {
            lab.close();
        }
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted");
    }
}
