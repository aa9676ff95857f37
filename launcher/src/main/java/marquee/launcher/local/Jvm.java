package marquee.launcher.local;

import com.google.common.base.Joiner;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import marquee.launcher.local.ClusterPlan.Purpose;

/// How another JVM with the same program is started: with this one's `java` and class path, and
/// with the archive of classes that came with the build, if there is one.
final class Jvm {
    /// What keeps a role's process small. The heap grows only as far as it is used and shrinks
    /// again; the first compiler only, since a role's code is small and must be fast at once.
    private static final ImmutableList<String> SMALL =
            ImmutableList.of(
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Xms8m",
                    "-Xmx512m",
                    "-Xmn4m",
                    "-Xss512k",
                    "-XX:MinHeapFreeRatio=10",
                    "-XX:MaxHeapFreeRatio=30",
                    "-XX:ReservedCodeCacheSize=24m",
                    "-XX:CICompilerCount=1");

    /// For measurements: what is measured is the program, not how little memory it needs.
    private static final ImmutableList<String> FAST =
            ImmutableList.of("-XX:+UseSerialGC", "-Xms256m", "-Xmx512m", "-Xmn128m");

    private static final String MAIN = "marquee.launcher.Main";

    private Jvm() {}

    /// The command line of a process that runs `arguments` as `./marquee` would.
    static ImmutableList<String> command(ImmutableList<String> arguments) {
        return command(Purpose.USE, arguments);
    }

    /// The same, with the JVM suited to the `purpose` of its cluster.
    static ImmutableList<String> command(Purpose purpose, ImmutableList<String> arguments) {
        var command = ImmutableList.<String>builder();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(purpose == Purpose.USE ? SMALL : FAST);
        // A parent reads the child's standard output, so the JVM itself must not write there.
        command.add("-Xshare:auto", "-Xlog:disable", "-Xlog:all=warning,cds*=off:stderr");
        command.add("--enable-native-access=ALL-UNNAMED");
        var home = System.getProperty("marquee.home");
        if (home != null) {
            command.add("-Dmarquee.home=" + home);
            var archive = Path.of(home, "launcher", "target", "marquee.jsa");
            if (Files.exists(archive)) {
                command.add("-XX:SharedArchiveFile=" + archive);
            }
        }
        command.add("-cp", classPath(), MAIN);
        return command.addAll(arguments).build();
    }

    private static String classPath() {
        var entries =
                Splitter.on(File.pathSeparatorChar).split(System.getProperty("java.class.path"));
        var absolute = ImmutableList.<Path>builder();
        entries.forEach(entry -> absolute.add(Path.of(entry).toAbsolutePath()));
        return Joiner.on(File.pathSeparatorChar).join(absolute.build());
    }
}
