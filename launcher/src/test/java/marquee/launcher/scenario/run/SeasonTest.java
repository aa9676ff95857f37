package marquee.launcher.scenario.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import marquee.config.Mode;
import marquee.launcher.picture.Footage;
import marquee.launcher.scenario.Scenario;
import marquee.launcher.scenario.run.Performance.Outcome;
import marquee.launcher.scenario.run.Results.Result;
import marquee.launcher.scenario.run.Season.Turn;
import marquee.launcher.scenario.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Turns named `0`, `1` and so on, in a theatre where each goes as the test says.
@Timeout(30)
class SeasonTest {
    private static final Scenario.Setting SETTING =
            new Scenario.Setting(Mode.BOTH, 4, 1, Scenario.Setting.USUAL_DATE, true);

    private final List<String> heard = new ArrayList<>();

    /// What happens in a turn.
    interface Part {
        void play(String name) throws IOException, InterruptedException;
    }

    @Test
    void whatWasGivenAsAFileIsPlayedAgainAsAFile() {
        var listed = Path.of("scenarios");
        var scenario = turns(1).getFirst().cast().scenario();

        assertThat(new Cast(Path.of("mine", "r2.scenario"), scenario).argument(listed))
                .isEqualTo(Path.of("mine", "r2.scenario").toString());
        assertThat(new Cast(listed.resolve("1-rules/08-b.scenario"), scenario).argument(listed))
                .isEqualTo("1-rules/" + scenario.name());
    }

    @Test
    void returnsResultsInTheOrderOfTheTurnsHoweverTheyEnd() {
        var secondIsOver = new CountDownLatch(1);
        var results =
                season(
                                2,
                                name -> {
                                    if (name.equals("0")) {
                                        secondIsOver.await();
                                    }
                                })
                        .play(
                                turns(3),
                                () -> false,
                                (turn, _) -> {
                                    heard.add(turn.cast().scenario().name());
                                    secondIsOver.countDown();
                                });

        assertThat(results).extracting(Result::name).containsExactly("0", "1", "2");
        assertThat(heard).hasSize(3).first().isEqualTo("1");
    }

    @Test
    void failsOnlyTheScenarioWhoseStageFails() {
        var results =
                season(
                                1,
                                name -> {
                                    switch (name) {
                                        case "0" -> throw new IllegalStateException("a fault");
                                        case "1" -> throw new IOException("no space");
                                        default -> {}
                                    }
                                })
                        .play(turns(3), () -> false, this::hear);

        assertThat(results)
                .extracting(Result::verdict)
                .containsExactly("FAILED", "FAILED", "passed");
        assertThat(results.getFirst().failures().getFirst().text())
                .startsWith("the stage itself fails: java.lang.IllegalStateException: a fault");
    }

    @Test
    void aFaultOfTheProgramIsNoMissingResult() {
        var season =
                season(
                        1,
                        _ -> {
                            throw new AssertionError("a fault");
                        });

        assertThatThrownBy(() -> season.play(turns(2), () -> false, this::hear))
                .hasRootCauseMessage("a fault");
    }

    @Test
    void whatElseIsWorthALineIsToldWithItsOwnScenario() {
        var results = season(1, _ -> {}).play(turns(2), () -> false, this::hear);

        assertThat(results).extracting(Result::note).containsExactly("of 0", "of 1");
    }

    @Test
    void toldToEndPlaysNoMoreAndTellsOnlyWhatWasOver() {
        var reader = Thread.currentThread();
        var ending = new CountDownLatch(1);
        var results =
                season(
                                1,
                                name -> {
                                    if (name.equals("1")) {
                                        ending.countDown();
                                        reader.interrupt();
                                        new CountDownLatch(1).await();
                                    }
                                })
                        .play(turns(3), () -> ending.getCount() == 0, this::hear);

        assertThat(results).extracting(Result::name).containsExactly("0");
        assertThat(heard).containsExactly("0");
        assertThat(Thread.interrupted()).isFalse();
    }

    private void hear(Turn turn, Result result) {
        heard.add(turn.cast().scenario().name());
    }

    private static ImmutableList<Turn> turns(int count) {
        var turns = ImmutableList.<Turn>builder();
        for (int i = 0; i < count; i++) {
            var file = Path.of("group", i + ".scenario");
            var scenario = new Scenario(Integer.toString(i), "", SETTING, ImmutableList.of());
            turns.add(new Turn(new Cast(file, scenario), 1));
        }
        return turns.build();
    }

    private static Season season(int jobs, Part part) {
        var theatre =
                new Theatre("--nowhere") {
                    @Override
                    String hindrance(Scenario scenario) {
                        return "";
                    }

                    @Override
                    Stage open(Scenario scenario, Path folder, long seed, boolean watched) {
                        throw new AssertionError();
                    }

                    @Override
                    Outcome play(Scenario scenario, long seed, boolean watched, @Nullable Path logs)
                            throws IOException {
                        try {
                            part.play(scenario.name());
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                        return new Outcome(scenario, 0, ImmutableList.of(), Footage.NONE)
                                .noting("of " + scenario.name());
                    }
                };
        return new Season(theatre, jobs, new Keeping(false, null));
    }
}
