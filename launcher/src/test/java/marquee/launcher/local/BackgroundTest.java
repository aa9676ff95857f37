package marquee.launcher.local;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import marquee.config.process.FolderLock;
import marquee.config.process.StartException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A shell stands in for the supervisor, and says what it is told to.
@Timeout(60)
class BackgroundTest {
    private final List<String> progress = new ArrayList<>();

    @Test
    void handsOnWhatIsSaidUntilTheClusterIsReady() throws Exception {
        await("echo READY R1 sql; echo READY http://127.0.0.1:8080; echo later");

        assertThat(progress).containsExactly("READY R1 sql");
    }

    @Test
    void aRoleThatIsReadyIsNoClusterThatIs() {
        assertThatThrownBy(() -> await("echo READY R1 sql; kill -TERM $$"))
                .isInstanceOf(StartException.class)
                .hasMessage("the local cluster was ended while it was starting");
    }

    @Test
    void whatIsSaidLastIsWhyItEnded() {
        assertThatThrownBy(() -> await("echo READY R1 sql; echo marquee: no port; exit 1"))
                .isInstanceOf(StartException.class)
                .hasMessage("no port");
        assertThat(progress).containsExactly("READY R1 sql");
    }

    @Test
    void hasEndedOnceItWasToldToAndHasTidiedUp() throws Exception {
        var script =
                "trap 'sleep 0.3; exit 0' TERM; echo READY http://127.0.0.1;"
                        + " while :; do sleep 0.05; done";
        var supervisor = new ProcessBuilder("sh", "-c", script).start();
        Background.awaitReady(supervisor, progress::add);

        Background.end(supervisor.toHandle());

        assertThat(RunState.Running.runs(supervisor.toHandle())).isFalse();
        assertThat(supervisor.waitFor()).isZero();
    }

    @Test
    void forgetsNothingOfAClusterThatRunsThoughItsProcessIsNotKnown(@TempDir Path folder)
            throws Exception {
        var here = RunState.Running.of("supervisor", ProcessHandle.current());
        var another = new RunState.Running("supervisor", here.pid(), here.started() + "1");
        var state = new RunState(another, ImmutableList.of(), ImmutableList.of(), "");
        state.write(folder);

        try (var _ = FolderLock.tryTake(folder, Supervisor.LOCK)) {
            assertThatThrownBy(() -> Background.stop(folder))
                    .isInstanceOf(StartException.class)
                    .hasMessageStartingWith("a local cluster runs, but no process that " + folder);
        }
        assertThat(RunState.read(folder)).contains(state);
        assertThat(Background.stop(folder)).isZero();
        assertThat(RunState.read(folder)).isEmpty();
    }

    @Test
    void aLookAtTheLockOfTheClusterKeepsNoneFromStarting(@TempDir Path folder) throws Exception {
        var look = requireNonNull(FolderLock.tryTake(folder, Supervisor.LOCK));
        var lock = new FutureTask<>(() -> Supervisor.tryLock(folder));
        var supervisor = Thread.ofPlatform().start(lock);
        while (supervisor.getState() != Thread.State.TIMED_WAITING && !lock.isDone()) {
            Thread.onSpinWait();
        }

        look.close();

        try (var taken = lock.get()) {
            assertThat(taken).isNotNull();
        }
    }

    private void await(String script) throws StartException, IOException, InterruptedException {
        var supervisor = new ProcessBuilder("sh", "-c", script).start();
        Background.awaitReady(supervisor, progress::add);
    }
}
