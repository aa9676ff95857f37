package marquee.launcher.scenario.run;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import marquee.launcher.scenario.Scenario;
import marquee.launcher.scenario.lab.Lab;
import marquee.launcher.scenario.lab.Needs;
import marquee.launcher.scenario.live.LiveStage;
import marquee.launcher.scenario.live.LiveStage.Place;
import marquee.launcher.scenario.run.Performance.Outcome;
import marquee.launcher.scenario.stage.Stage;
import marquee.launcher.scenario.stage.StageException;
import org.jspecify.annotations.Nullable;

/// Real processes on hosts of their own, all in this machine; the same hosts for all scenarios.
final class LabTheatre extends Theatre {
    private final Lab lab;

    private LabTheatre(int hosts, Lab lab) {
        super("--hosts " + hosts);
        this.lab = lab;
    }

    /// Puts the hosts together.
    ///
    /// @param told what is worth a line
    /// @throws IOException if this machine lacks what it takes, or refuses, or if another run has
    ///   hosts
    static LabTheatre open(int hosts, Consumer<String> told) throws IOException {
        try {
            var missing = Needs.missing();
            if (!missing.isEmpty()) {
                throw new IOException(missing);
            }
            return new LabTheatre(hosts, Lab.up(hosts, told));
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    @Override
    String hindrance(Scenario scenario) {
        return "";
    }

    @Override
    Stage open(Scenario scenario, Path folder, long seed, boolean watched) throws StageException {
        return LiveStage.start(scenario.setting(), new Place(folder, watched), seed, lab);
    }

    @Override
    Outcome play(Scenario scenario, long seed, boolean watched, @Nullable Path logs)
            throws IOException {
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
        lab.close();
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted");
    }
}
