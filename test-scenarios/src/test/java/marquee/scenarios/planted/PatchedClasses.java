package marquee.scenarios.planted;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import marquee.scenarios.architecture.ArchitectureCheck;
import marquee.scenarios.children.Child;

/// The classes that a patch touches, with the patch applied, in a folder of their own. In front of
/// the class path of the tests they take the place of the right ones. The tree is not touched.
final class PatchedClasses {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path PATCHES = Path.of("src", "test", "patches").toAbsolutePath();
    private static final String TOUCHED = "+++ b/";

    /// Far more than a bug needs to be found on a slow machine.
    private static final Duration SEEK_MAX = Duration.ofHours(1);

    private final Path classes;

    private PatchedClasses(Path classes) {
        this.classes = classes;
    }

    /// Applies the patch of this name to copies below `folder` and compiles them.
    ///
    /// @throws AssertionError if it does not apply, or what comes of it does not compile
    static PatchedClasses make(String name, Path folder) throws IOException, InterruptedException {
        var patch = PATCHES.resolve(name + ".patch");
        var sources = Files.createDirectories(folder.resolve("sources"));
        var classes = Files.createDirectories(folder.resolve("classes"));
        var touched =
                Files.readAllLines(patch).stream()
                        .filter(line -> line.startsWith(TOUCHED))
                        .map(line -> line.substring(TOUCHED.length()))
                        .toList();
        for (var file : touched) {
            var copy = sources.resolve(file);
            Files.createDirectories(copy.getParent());
            Files.copy(ROOT.resolve(file), copy);
        }
        apply(patch, folder, sources);
        compile(touched.stream().map(file -> sources.resolve(file).toString()).toList(), classes);
        return new PatchedClasses(classes);
    }

    /// Where the classes lie.
    Path folder() {
        return classes;
    }

    private static void apply(Path patch, Path folder, Path sources)
            throws IOException, InterruptedException {
        // Below the tree's own folder git would look for the files in the tree.
        var builder = new ProcessBuilder("git", "apply", patch.toString());
        builder.environment().put("GIT_CEILING_DIRECTORIES", folder.toString());
        var git = Child.run(builder.directory(sources.toFile()), Duration.ofMinutes(1));
        if (git.status() != 0) {
            throw new AssertionError(
                    patch.getFileName() + " does not apply any more: " + git.errors());
        }
    }

    private static void compile(List<String> files, Path classes) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var manager = compiler.getStandardFileManager(null, null, UTF_8)) {
            var options = List.of("-nowarn", "-d", classes.toString(), "-cp", classPath());
            var said = new StringWriter();
            var units = manager.getJavaFileObjectsFromStrings(files);
            if (!compiler.getTask(said, manager, null, options, null, units).call()) {
                throw new AssertionError(files + " do not compile any more: " + said);
            }
        }
    }

    /// Looks for `bug` on these classes, in a JVM of its own where one is needed.
    ///
    /// @return what found it, or `nothing`, and how much it took
    String seek(PlantedBug bug) throws IOException, InterruptedException {
        return switch (bug.check) {
            case SEEDS, BYTES ->
                    run(
                            "",
                            Seek.class.getName(),
                            bug.check.name(),
                            Integer.toString(bug.check.most));
            case TEST ->
                    run(
                            ROOT.resolve(bug.module).resolve("target/test-classes").toString(),
                            FailingTest.class.getName(),
                            bug.test,
                            bug.method);
            case CLASSES -> {
                var found = ArchitectureCheck.violations(classes);
                yield (found.isEmpty() ? "nothing " : "ArchitectureTest ") + found.size();
            }
        };
    }

    private String run(String besides, String... program) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:+UseSerialGC");
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-cp");
        command.add(String.join(File.pathSeparator, classes.toString(), besides, classPath()));
        command.addAll(List.of(program));
        var java = new ProcessBuilder(command).directory(ROOT.resolve("test-scenarios").toFile());
        var ended = Child.run(java, SEEK_MAX);
        System.err.print(ended.errors());
        return ended.lines().stream().findFirst().orElse("nothing 0");
    }

    private static String classPath() {
        return System.getProperty("java.class.path");
    }
}
