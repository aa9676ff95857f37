package marquee.launcher.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.google.common.collect.ImmutableList;
import java.nio.file.Files;
import java.nio.file.Path;
import marquee.config.ClusterConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What later commands read of a cluster in the background.
class RunStateTest {
    private static final RunState STATE =
            new RunState(
                    new RunState.Running("supervisor", 1, "2"),
                    ImmutableList.of(new RunState.Running("R1", 3, "4")),
                    ImmutableList.of("http://127.0.0.1:8080"),
                    "/cluster.json");

    @TempDir private Path folder;

    @Test
    void readsWhatWasLeft() throws Exception {
        STATE.write(folder);

        assertThat(RunState.read(folder)).contains(STATE);
    }

    /// What a power cut can leave.
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "{}", "{\"supervisor\":{\"name\":\"sup", "null"})
    void aFileThatIsEmptyOrTornIsNone(String text) throws Exception {
        Files.writeString(folder.resolve("run.json"), text);

        assertThat(RunState.read(folder)).isEmpty();
    }

    @Test
    void noFileIsNone() throws Exception {
        assertThat(RunState.read(folder)).isEmpty();
    }

    /// Plain `up` empties its own folder; a cluster of the same name keeps what it has.
    @Test
    void aDescriptionThatGivesNoPlaceMeansNoneInTheFolderOfTheClusterInTheBackground()
            throws Exception {
        var config = ClusterConfig.load(Path.of("../config/local.json"));

        assertThat(config.cluster()).isEqualTo(RunState.directory().getFileName().toString());
        assertThat(config.sequencer().data().startsWith(RunState.directory())).isFalse();
        assertThat(config.logs().startsWith(RunState.directory())).isFalse();
    }

    @Test
    void tellsWhichRolesHaveEnded() {
        var here = RunState.Running.of("RM1", ProcessHandle.current());
        var another = new RunState.Running("RM2", here.pid(), here.started() + "1");
        var state =
                new RunState(STATE.supervisor(), ImmutableList.of(here, another), STATE.urls(), "");

        assertThat(state.ended()).containsExactly("RM2");
    }

    /// What the clock says of it moves when the clock is set.
    @Test
    void knowsAProcessByTheTicksSinceTheMachineWasStarted() throws Exception {
        var boot = Path.of("/proc/sys/kernel/random/boot_id");
        assumeThat(boot).isReadable();
        var facts = Files.readString(Path.of("/proc/self/stat")).split(" ", -1);

        var here = RunState.Running.of("RM1", ProcessHandle.current());

        int afterAllNames = facts.length - 52; // proc(5) numbers them from 1 to 52.
        assertThat(here.started())
                .isEqualTo(Files.readString(boot).strip() + " " + facts[afterAllNames + 21]);
        assertThat(here.process()).contains(ProcessHandle.current());
    }

    /// Its parent never asks for its status, as where nobody does so for orphans.
    @Test
    void aProcessThatHasEndedIsGoneAlsoIfNobodyAsksForItsStatus() throws Exception {
        assumeThat(Path.of("/proc/self/stat")).isReadable();
        var parent = new ProcessBuilder("sh", "-c", "sleep 100 & echo $!; exec sleep 100").start();
        try {
            var child = ProcessHandle.of(Long.parseLong(parent.inputReader().readLine()));
            var running = RunState.Running.of("RM1", child.orElseThrow());
            assertThat(running.process()).isPresent();

            Background.end(child.orElseThrow());

            assertThat(running.process()).isEmpty();
        } finally {
            parent.destroyForcibly();
        }
    }
}
