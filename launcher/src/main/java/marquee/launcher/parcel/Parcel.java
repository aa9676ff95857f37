package marquee.launcher.parcel;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.spi.ToolProvider;
import marquee.config.ExitStatus;
import marquee.config.process.StartException;
import marquee.launcher.console.Tool;

/// A folder with everything that a machine needs which has neither Java nor Maven: a run-time
/// linked by `jlink`, the jars, the archives of their classes, the script that starts them, the
/// scenarios and the texts. It works wherever it lies.
///
/// Not thread-safe.
final class Parcel {
    /// The modules of the JDK that the program needs, and those for looking into a process (`jcmd`,
    /// `jfr`). Some libraries name more, a desktop for example, and do without.
    private static final ImmutableList<String> MODULES =
            ImmutableList.of(
                    "java.base",
                    "java.logging",
                    "java.management",
                    "java.naming",
                    "java.net.http",
                    "java.sql",
                    "java.xml",
                    "jdk.httpserver",
                    "jdk.jcmd",
                    "jdk.jfr",
                    "jdk.management",
                    "jdk.net",
                    "jdk.unsupported",
                    "jdk.zipfs");

    private static final ImmutableList<String> CONTENTS =
            ImmutableList.of(
                    "marquee",
                    "LICENSE",
                    "README.md",
                    "CONTRIBUTING.md",
                    "config/local.json",
                    "config/lab-example.json",
                    "config/hosts-example.json",
                    "docs",
                    "test-scenarios/scenarios");

    private static final ImmutableList<String> ARCHIVES =
            ImmutableList.of("marquee.jsa", "role.jsa", "front-end.jsa");

    /// Takes a quarter of a minute; a machine may be busy.
    private static final Duration LONG = Duration.ofMinutes(5);

    private static final String RUNTIME = "runtime";
    private static final String PROGRAM = "program";

    private final Path home;
    private final Path folder;

    /// Makes the parcel of the product in `home`; nothing is done yet.
    ///
    /// @param folder where it is to be; not there yet
    Parcel(Path home, Path folder) {
        this.home = home;
        this.folder = folder;
    }

    /// Links the run-time, with the JDK's own archive of classes.
    ///
    /// @throws StartException if this process is not run by a JDK
    void link() throws IOException, StartException {
        var jlink =
                ToolProvider.findFirst("jlink")
                        .orElseThrow(() ->
                                new StartException(
                                        ExitStatus.REFUSED,
                                        System.getProperty("java.home")
                                                + " has no jlink, expected a whole JDK"));
        Files.createDirectories(folder);
        var runtime = folder.resolve(RUNTIME);
        var said = new StringWriter();
        var words = new PrintWriter(said);
        int status =
                jlink.run(
                        words,
                        words,
                        "--add-modules",
                        String.join(",", MODULES),
                        "--no-header-files",
                        "--no-man-pages",
                        "--generate-cds-archive",
                        "--output",
                        runtime.toString());
        if (status != 0) {
            throw new IOException("jlink: " + said.toString().strip());
        }
        // For heaps of more than 32 GiB, which no process here has.
        Files.deleteIfExists(runtime.resolve("lib/server/classes_nocoops.jsa"));
    }

    /// Copies jars, script and texts, with their times: archives of classes name those of the jars.
    void fill() throws IOException {
        var lib = Files.createDirectories(folder.resolve(PROGRAM).resolve("lib"));
        var jars = System.getProperty("java.class.path");
        for (var jar : Splitter.on(File.pathSeparatorChar).split(jars)) {
            copy(Path.of(jar), lib.resolve(Path.of(jar).getFileName()));
        }
        for (var name : CONTENTS) {
            copy(home.resolve(name), folder.resolve(name));
        }
    }

    /// Has the parcel's script do what it does at its first start: archive the classes that each
    /// kind of process uses.
    void archiveClasses() throws IOException, InterruptedException {
        Tool.run(ImmutableList.of(folder.resolve("marquee").toString(), "--help"), LONG);
        var program = folder.resolve(PROGRAM);
        var log = program.resolve("archive.log");
        for (var archive : ARCHIVES) {
            if (!Files.exists(program.resolve(archive))) {
                var why = Iterables.getLast(Files.readAllLines(log), "nothing is said");
                throw new IOException("no archive of classes %s: %s".formatted(archive, why));
            }
        }
        Files.writeString(log, "");
    }

    /// Packs the folder into `archive`, a gzipped tar.
    void pack(Path archive) throws IOException, InterruptedException {
        Tool.run(
                ImmutableList.of(
                        "tar",
                        "--create",
                        "--gzip",
                        "--force-local",
                        "--sort=name",
                        "--owner=0",
                        "--group=0",
                        "--numeric-owner",
                        "--file=" + archive,
                        "--directory=" + folder.getParent(),
                        folder.getFileName().toString()),
                LONG);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var all = Files.walk(from)) {
            for (var each : ImmutableList.copyOf(all.iterator())) {
                var copy = to.resolve(from.relativize(each).toString());
                Files.createDirectories(copy.getParent());
                if (!Files.isDirectory(each)) {
                    Files.copy(each, copy, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }
}
