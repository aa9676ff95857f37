package marquee.scenarios.launching;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import marquee.scenarios.children.Child;

/// A folder that holds copies of the launcher script and `.ci/run`, and whatever stand-ins a test
/// puts there. The launcher script sees no JDK of this machine: its list of usual folders is
/// pointed into this one.
final class Workshop {
    private static final Path SCRIPT = Path.of("..", "marquee");
    private static final String CI = ".ci/run";
    private static final String SYSTEM_PATH = "/usr/bin:/bin";
    private static final Duration TIME_MAX = Duration.ofMinutes(2);

    private final Path folder;
    private final Path root;

    /// @param folder an empty folder; the copy lies in one below it whose name has a space
    Workshop(Path folder) throws IOException {
        this.folder = folder;
        root = Files.createDirectories(folder.resolve("a place"));
        String original = Files.readString(SCRIPT);
        String copy = original.replaceFirst("/usr/lib/jvm [^)]*", "\"" + root + "/jdks\"");
        if (copy.equals(original)) {
            throw new IllegalStateException("the script's list of usual folders was not found");
        }
        executable("marquee", copy);
        executable(CI, Files.readString(Path.of("..", CI)));
        // A PATH with the ordinary commands, but neither java nor mvn.
        for (String name :
                List.of(
                        "basename",
                        "bash",
                        "cat",
                        "dirname",
                        "env",
                        "find",
                        "flock",
                        "mkdir",
                        "mv",
                        "readlink",
                        "rm",
                        "sed",
                        "sleep",
                        "sort",
                        "stty",
                        "tail",
                        "tee",
                        "touch")) {
            executable("bin/" + name, "#!/bin/sh\nexec " + commandOfSystem(name) + " \"$@\"\n");
        }
    }

    private static Path commandOfSystem(String name) {
        for (String folder : SYSTEM_PATH.split(":", -1)) {
            Path command = Path.of(folder, name);
            if (Files.isExecutable(command)) {
                return command;
            }
        }
        throw new IllegalStateException("no command " + name + " in " + SYSTEM_PATH);
    }

    Path root() {
        return root;
    }

    /// Puts a stand-in JDK of the given version into the folder `name`: its `java` prints its
    /// arguments, one a line, and ends with `status`.
    Path jdk(String name, String version, int status) throws IOException {
        Path home = root.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        executable(name + "/bin/java", "#!/bin/sh\nprintf '%s\\n' \"$@\"\nexit " + status + "\n");
        executable(name + "/bin/javac", "#!/bin/sh\nexit 1\n");
        return home;
    }

    /// Puts a stand-in for Maven on the PATH, which does nothing where it is not told which Java to
    /// use; `body` is what it does when asked to build.
    void maven(String version, String body) throws IOException {
        executable(
                "bin/mvn",
                """
                #!/bin/bash
                [ -n "$JAVA_HOME" ] || { echo "JAVA_HOME is not defined"; exit 1; }
                if [ "$1" = -v ]; then echo "Apache Maven %s"; exit; fi
                cd "%s"
                %s
                """
                        .formatted(version, root, body));
    }

    void file(String name) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "");
    }

    /// Puts a script there.
    void executable(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        if (!file.toFile().setExecutable(true)) {
            throw new IOException("cannot make executable: " + file);
        }
    }

    /// Starts the script in another folder, with an environment that holds only a PATH, a HOME and
    /// `environment`.
    Child start(Map<String, String> environment, String... arguments) throws IOException {
        return start("marquee", environment, arguments);
    }

    private Child start(String script, Map<String, String> environment, String... arguments)
            throws IOException {
        return start(List.of(root.resolve(script).toString()), environment, arguments);
    }

    private Child start(List<String> program, Map<String, String> environment, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", root.resolve("bin").toString());
        builder.environment().put("HOME", root.resolve("home").toString());
        builder.environment().putAll(environment);
        return Child.start(builder);
    }

    /// Runs the script to its end.
    Run run(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        return finish(start(environment, arguments));
    }

    /// The same, but with the script named as from the folder above its own.
    Run runFromAbove(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> program =
                List.of("/bin/bash", folder.relativize(root.resolve("marquee")).toString());
        return finish(start(program, environment, arguments));
    }

    /// Runs `.ci/run` to its end.
    Run runCi() throws IOException, InterruptedException {
        return finish(start(CI, Map.of()));
    }

    /// Runs the script to its end with a terminal of `columns` columns for standard error alone, by
    /// the system's `script`.
    Run runAtTerminal(int columns, String argument) throws IOException, InterruptedException {
        boolean canBeMade = Files.isExecutable(Path.of("/usr/bin/script"));
        if (!canBeMade) {
            System.err.println("SKIPPED: words at a terminal; there is no script to make one");
        }
        assumeTrue(canBeMade);
        Path output = folder.resolve("output");
        String words =
                "stty columns %d && exec '%s/marquee' %s </dev/null >'%s'"
                        .formatted(columns, root, argument, output);
        ProcessBuilder builder =
                new ProcessBuilder("script", "--quiet", "--command", words, "/dev/null");
        builder.environment().put("PATH", SYSTEM_PATH);
        Run run = finish(Child.start(builder));
        return new Run(run.status(), Files.readAllLines(output), run.errors());
    }

    static Run finish(Child script) throws IOException, InterruptedException {
        Child.Ended ended = script.awaitEnd(TIME_MAX);
        return new Run(ended.status(), ended.lines(), ended.errors().lines().toList());
    }

    /// What one run of the script left behind.
    record Run(int status, List<String> output, List<String> errors) {}
}
