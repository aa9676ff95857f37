package marquee.scenarios.lockstep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import marquee.applications.Implementation;
import marquee.applications.StateMachine;
import marquee.applications.booking.model.ReferenceModel;
import marquee.simulation.Marks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class CampaignTest {
    private static final ImmutableList<Implementation> MODEL =
            ImmutableList.of(new ModelImplementation());

    @Test
    void countsTheSameWhetherItIsInterruptedOrNot(@TempDir Path folder)
            throws IOException, InterruptedException, ExecutionException {
        var interrupted = new Tally(1);
        run(interrupted, 3_000, MODEL);
        interrupted.write(folder.resolve("tally"));
        var resumed = Tally.read(folder.resolve("tally"));
        run(resumed, 7_000, MODEL);

        var whole = new Tally(1);
        run(whole, 7_000, MODEL);

        assertThat(resumed.nextSeed()).isEqualTo(whole.nextSeed()).isEqualTo(8);
        assertThat(resumed.operations()).isEqualTo(whole.operations()).isEqualTo(7_000);
        assertThat(resumed.marks()).isEqualTo(whole.marks());
    }

    @Test
    void endsWhenThereAreDifferencesEnoughAndKeepsTheirSeeds(@TempDir Path folder)
            throws IOException, InterruptedException, ExecutionException {
        var tally = new Tally(1);
        var machines = ImmutableList.of(new ModelImplementation(), Wrong.ANSWERS_WRONGLY);

        var outcomes = run(tally, 1_000_000, machines);

        assertThat(tally.differences()).hasSize(Campaign.DIFFERENCES_MAX);
        var last = outcomes.getLast();
        assertThat(tally.differences())
                .containsEntry(last.seed(), (long) last.difference().orElseThrow().operations());
        tally.write(folder.resolve("tally"));
        assertThat(Tally.read(folder.resolve("tally")).differences())
                .isEqualTo(tally.differences());
    }

    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void endsWhenAStreamEndsInAnError() {
        var failing = new Failing();

        assertThatThrownBy(() -> run(new Tally(1), 1_000_000_000, ImmutableList.of(failing)))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("no memory");
    }

    /// Cannot be made the first time.
    private static final class Failing implements Implementation {
        private final AtomicBoolean made = new AtomicBoolean();

        @Override
        public String name() {
            return "failing";
        }

        @Override
        public StateMachine create() {
            if (made.compareAndSet(false, true)) {
                throw new IllegalStateException("no memory");
            }
            return new ReferenceModel();
        }
    }

    @Test
    void isVacuousIfItHasNotSeenEverything() {
        var tally = new Tally(1);
        var nothing = new Marks();
        tally.add(new StreamOutcome(1, RequiredMarks.OPERATIONS, nothing, Optional.empty()));

        assertThat(tally.complaints())
                .hasSameSizeAs(RequiredMarks.names())
                .contains("never happened: exchange: WEEK_LIMIT");
    }

    @Test
    void goesOnWithNothingThatIsNoCampaign(@TempDir Path folder) throws IOException {
        var file = folder.resolve("tally");
        for (var text : List.of("", "hello", "first seed=1", "first seed=x=y")) {
            Files.writeString(file, text);
            assertThatThrownBy(() -> Tally.read(file))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no campaign");
        }
    }

    private static List<StreamOutcome> run(
            Tally tally, long operations, List<? extends Implementation> machines)
            throws InterruptedException, ExecutionException {
        var outcomes = new ArrayList<StreamOutcome>();
        Campaign.run(tally, operations, ImmutableList.copyOf(machines), outcomes::add);
        return outcomes;
    }
}
