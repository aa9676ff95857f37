package marquee.benchmarks;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;

/// How the boxes of the raw chain are started: with the `java` and class path of this JVM.
final class ChildJvm {
    /// What the JVMs of the boxes are told.
    static final ImmutableList<String> FLAGS = ImmutableList.of("-XX:+UseSerialGC", "-Xmx64m");

    private ChildJvm() {}

    /// The start of a command line that runs `main`.
    static ImmutableList<String> command(Class<?> main) {
        return ImmutableList.<String>builder()
                .add(Path.of(System.getProperty("java.home"), "bin", "java").toString())
                .addAll(FLAGS)
                .add("-Xlog:disable", "-Xlog:all=warning:stderr")
                .add("-cp", System.getProperty("java.class.path"), main.getName())
                .build();
    }
}
