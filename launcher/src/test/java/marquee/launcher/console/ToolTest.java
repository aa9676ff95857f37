package marquee.launcher.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// However it ends, nothing that it started goes on: it might add to what is being taken down.
@Timeout(60)
class ToolTest {
    /// Of a length that no other process sleeps.
    private static final String LENGTH = "98765.4321";

    private static final ImmutableList<String> LONG = ImmutableList.of("sleep", LENGTH);

    @Test
    void givesEachItsInputAndTellsWhatEachSaid() throws Exception {
        var cat = ImmutableList.of("cat");
        var count = ImmutableList.of("wc", "-c");

        assertThat(Tool.runAll(ImmutableList.of(cat, count), "four"))
                .map(String::strip)
                .containsExactly("four", "4");
    }

    @Test
    void oneThatFailsEndsTheOthersWithItsOwnWords() {
        var failing = ImmutableList.of("sh", "-c", "echo no such host >&2; exit 1");

        assertThatThrownBy(() -> Tool.runAll(ImmutableList.of(failing, LONG), ""))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith(": no such host");
        expectNobodySleeps();
    }

    @Test
    void oneThatDoesNotStartEndsTheOthers() {
        var missing = ImmutableList.of("/no/such/program");

        assertThatThrownBy(() -> Tool.runAll(ImmutableList.of(LONG, missing), ""))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/no/such/program");
        expectNobodySleeps();
    }

    @Test
    void anInterruptionEndsAll() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> Tool.runAll(ImmutableList.of(LONG, LONG), ""))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
        expectNobodySleeps();
    }

    private static void expectNobodySleeps() {
        assertThat(ProcessHandle.current().children())
                .noneMatch(child -> child.info().commandLine().orElse("").contains(LENGTH));
    }
}
