package marquee.scenarios.launching;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import marquee.scenarios.launching.Workshop.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `.ci/run` fetches what it can and runs the tests.
final class ContinuousIntegrationTest {
    @TempDir private Path folder;

    @Test
    void runsTheTestsAlsoWhereToolsForSomeOfThemCannotBeInstalled() throws Exception {
        Workshop workshop = new Workshop(folder);
        workshop.jdk("jdks/new", "25.0.3", 0);
        workshop.maven("3.8.7", "echo \"$@\" > asked.txt");
        workshop.executable("bin/id", "#!/bin/sh\necho 0\n");
        workshop.executable("bin/apt-cache", "#!/bin/sh\n");
        workshop.executable("bin/apt-get", "#!/bin/sh\n[ \"$1\" = update ]\n");

        Run run = workshop.runCi();

        assertThat(run.errors()).contains(".ci/run: chromium cannot be installed");
        assertThat(run.status()).isZero();
        assertThat(workshop.root().resolve("asked.txt")).hasContent("verify");
    }
}
