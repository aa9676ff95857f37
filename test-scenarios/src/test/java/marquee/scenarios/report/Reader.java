package marquee.scenarios.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import marquee.scenarios.children.Child;

/// Has Chromium open a page and use it, if there is one.
public final class Reader {
    /// Of this module, where Maven runs its tests.
    private static final Path BROWSER = Path.of("browser");

    private Reader() {}

    /// Skips the test, aloud, where there is no browser to be driven.
    public static void assumeThereIsOne() {
        assumeThereIs("chromium", onPath("chromium"));
        assumeThereIs("node", onPath("node"));
        assumeThereIs(
                "playwright-core, see .ci/run",
                Files.isDirectory(BROWSER.resolve("node_modules/playwright-core")));
    }

    /// Runs a script of the folder `browser`, which must find everything as it should be.
    ///
    /// @return the words that it said
    public static List<String> reads(String script, String... arguments)
            throws IOException, InterruptedException {
        var words = Lists.asList("node", script, arguments);
        var browser =
                new ProcessBuilder(ImmutableList.copyOf(words))
                        .directory(BROWSER.toFile())
                        .redirectErrorStream(true);
        var ended = Child.run(browser, Duration.ofMinutes(10));
        assertThat(ended.status()).as(ended.output()).isZero();
        return ended.lines();
    }

    private static void assumeThereIs(String what, boolean there) {
        if (!there) {
            System.err.println("SKIPPED: the page in a browser; there is no " + what);
        }
        assumeTrue(there, what);
    }

    private static boolean onPath(String program) {
        return folders().anyMatch(folder -> Files.isExecutable(folder.resolve(program)));
    }

    private static Stream<Path> folders() {
        return Arrays.stream(System.getenv("PATH").split(":")).map(Path::of);
    }
}
