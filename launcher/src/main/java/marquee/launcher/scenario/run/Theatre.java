package marquee.launcher.scenario.run;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Path;
import marquee.launcher.console.TemporaryFolder;
import marquee.launcher.picture.Footage;
import marquee.launcher.scenario.Action;
import marquee.launcher.scenario.History;
import marquee.launcher.scenario.Scenario;
import marquee.launcher.scenario.Step;
import marquee.launcher.scenario.linear.Linearizability;
import marquee.launcher.scenario.linear.Verdict;
import marquee.launcher.scenario.live.LiveStage;
import marquee.launcher.scenario.live.LiveStage.Place;
import marquee.launcher.scenario.run.Performance.Failure;
import marquee.launcher.scenario.run.Performance.Outcome;
import marquee.launcher.scenario.stage.Stage;
import marquee.launcher.scenario.stage.StageException;
import marquee.launcher.simulated.SimulatedStage;
import org.jspecify.annotations.Nullable;

/// A world in which scenarios are played.
abstract class Theatre implements AutoCloseable {
    /// Real processes of this machine.
    static final Theatre LIVE =
            new Theatre("--live") {
                @Override
                String hindrance(Scenario scenario) {
                    boolean cuts =
                            scenario.steps().stream()
                                    .anyMatch(step ->
                                            step instanceof Step.Happens(_, Action.Cut _, _));
                    return cuts
                            ? "it cuts networks, which one host has not; try --hosts 5 or"
                                    + " --simulated"
                            : "";
                }

                // Two use two cores: one starts while the other waits. More would make them late.
                @Override
                int jobs() {
                    return Math.min(2, Runtime.getRuntime().availableProcessors());
                }

                @Override
                Stage open(Scenario scenario, Path folder, long seed, boolean watched)
                        throws StageException {
                    return LiveStage.start(
                            scenario.setting(), new Place(folder, watched), seed, null);
                }
            };

    /// Virtual time.
    static final Theatre SIMULATED =
            new Theatre("--simulated") {
                @Override
                String hindrance(Scenario scenario) {
                    return "";
                }

                @Override
                int jobs() {
                    return Runtime.getRuntime().availableProcessors();
                }

                @Override
                Stage open(Scenario scenario, Path folder, long seed, boolean watched)
                        throws StageException {
                    return watched
                            ? SimulatedStage.watched(scenario.setting(), seed)
                            : SimulatedStage.of(scenario.setting(), seed);
                }
            };

    private final String option;

    Theatre(String option) {
        this.option = option;
    }

    /// The option of `run` that chooses it.
    String option() {
        return option;
    }

    /// How many scenarios are played at the same time unless the user says otherwise.
    int jobs() {
        return 1;
    }

    /// Why `scenario` cannot be played here; empty if it can.
    abstract String hindrance(Scenario scenario);

    /// A stage for `scenario`.
    ///
    /// @param folder for its files
    /// @param watched whether what happens there is taken down
    abstract Stage open(Scenario scenario, Path folder, long seed, boolean watched)
            throws StageException;

    /// Ends what scenarios shared.
    @Override
    public void close() throws IOException {}

    /// Plays `scenario` on a stage of its own, whose files go with it.
    ///
    /// @param watched whether what happens there is taken down
    /// @param logs where the roles' logs are kept if it fails; null for nowhere
    Outcome play(Scenario scenario, long seed, boolean watched, @Nullable Path logs)
            throws IOException {
        var folder = TemporaryFolder.make("marquee-run");
        try {
            var outcome = play(scenario, folder, seed, watched);
            return logs == null || outcome.passed() ? outcome : keepLogs(outcome, folder, logs);
        } finally {
            leave(folder);
        }
    }

    private static Outcome keepLogs(Outcome outcome, Path folder, Path logs) {
        try {
            Keeping.copy(folder, logs);
            return outcome;
        } catch (IOException e) {
            return outcome.noting("its logs cannot be kept: " + e);
        }
    }

    private Outcome play(Scenario scenario, Path folder, long seed, boolean watched) {
        try (var stage = open(scenario, folder, seed, watched)) {
            return Performance.of(scenario, stage, Theatre::mistakes);
        } catch (StageException e) {
            var failure = new Failure(0, String.valueOf(e.getMessage()));
            return new Outcome(scenario, 0, ImmutableList.of(failure), Footage.NONE);
        }
    }

    /// Recordings are large, and the program may go on for hours.
    private static void leave(Path folder) {
        try {
            TemporaryFolder.delete(folder);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // It goes when the program ends.
        }
    }

    /// What is wrong with what customers saw. A check that came to no end proves nothing.
    private static ImmutableList<String> mistakes(History history) {
        return switch (Linearizability.check(history)) {
            case Verdict.Linearizable _ -> ImmutableList.of();
            case Verdict.Impossible(_, var explanation) ->
                    ImmutableList.of("no server that takes one request at a time: " + explanation);
            case Verdict.Undecided(var limit) ->
                    ImmutableList.of("what customers saw could not be checked: " + limit);
        };
    }
}
