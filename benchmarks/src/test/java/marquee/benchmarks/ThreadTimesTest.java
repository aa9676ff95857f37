package marquee.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// What the system tells of threads.
@EnabledOnOs(OS.LINUX)
class ThreadTimesTest {
    private static final long PID = ProcessHandle.current().pid();

    @Test
    void theyAreThoseOfAllThreadsButCompilers() throws Exception {
        var compilers = threads("C1 CompilerThre", "C2 CompilerThre");
        assertThat(compilers).isNotEmpty();

        var times = ThreadTimes.of(PID).orElseThrow();

        assertThat(times.keySet())
                .containsAll(threads("VM Thread"))
                .doesNotContainAnyElementsOf(compilers);
        assertThat(times.values()).anyMatch(Duration::isPositive);
    }

    @Test
    void compilersHaveTheirOwn() throws Exception {
        var times = ThreadTimes.ofCompilers(PID).orElseThrow();

        assertThat(times.keySet()).doesNotContainAnyElementsOf(threads("VM Thread"));
        assertThat(times.values()).anyMatch(Duration::isPositive);
    }

    @Test
    void ofAProcessThatIsNotThereNothingIsKnown() {
        assertThat(ThreadTimes.of(Long.MAX_VALUE)).isEmpty();
    }

    /// Threads of the JVM come and go.
    private static String name(Path thread) throws IOException {
        try {
            return Files.readString(thread.resolve("comm")).strip();
        } catch (IOException e) {
            if (Files.exists(thread)) {
                throw e;
            }
            return "";
        }
    }

    private static List<Long> threads(String... names) throws IOException {
        var numbers = new ArrayList<Long>();
        try (var all = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
            for (var thread : all) {
                if (List.of(names).contains(name(thread))) {
                    numbers.add(Long.valueOf(thread.getFileName().toString()));
                }
            }
        }
        return numbers;
    }
}
