package marquee.launcher.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is read of a process below `/proc`.
class VitalsTest {
    @TempDir private Path process;

    @BeforeEach
    void open() throws Exception {
        Files.createFile(Files.createDirectory(process.resolve("fd")).resolve("0"));
    }

    @Test
    void tellsWhatAProcessTakes() throws Exception {
        Files.writeString(process.resolve("status"), "VmRSS:\t  90112 kB\nThreads:\t12\n");

        assertThat(Vitals.of(process)).contains(new Vitals(90_112, 0, 12, 1));
    }

    @Test
    void aProcessThatEndsWhileItIsLookedAtHasNone() throws Exception {
        Files.createDirectory(process.resolve("status")); // Cannot be read any more.

        assertThat(Vitals.of(process)).isEmpty();
    }

    @Test
    void aProcessThatHasEndedHasNone() {
        assertThat(Vitals.of(process.resolve("gone"))).isEmpty();
    }
}
