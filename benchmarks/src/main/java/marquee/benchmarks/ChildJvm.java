package marquee.benchmarks;

import java.nio.file.Path;
import java.util.List;

/// How the boxes of the raw chain are started: with the `java` and class path of this JVM.
final class ChildJvm {
    private ChildJvm() {}

    /// The start of a command line that runs `main`.
    static List<String> command(Class<?> main) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx64m",
                "-Xlog:disable",
                "-Xlog:all=warning:stderr",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName());
    }
}
