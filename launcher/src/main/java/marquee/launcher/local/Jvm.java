package marquee.launcher.local;

import com.google.common.base.Joiner;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Streams;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import marquee.launcher.local.ClusterPlan.Purpose;
import marquee.protocol.NodeId;

/// How another JVM with the same program is started: with this one's `java`, and with the class
/// path and the archive of classes (AppCDS) of the build, if this one knows of a build. Each kind
/// of process has an archive of its own, since nearly all of an archive becomes resident.
public final class Jvm {
    /// What keeps a role's process small. The heap grows only as far as it is used and shrinks
    /// again; the first compiler only, since a role's code is small and must be fast at once.
    private static final ImmutableList<String> SMALL =
            ImmutableList.of(
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Xss512k",
                    "-XX:MinHeapFreeRatio=10",
                    "-XX:MaxHeapFreeRatio=30",
                    "-XX:ReservedCodeCacheSize=24m",
                    "-XX:CICompilerCount=1",
                    // An archive elsewhere than planned is written all over, page by page.
                    "-XX:+UnlockDiagnosticVMOptions",
                    "-XX:ArchiveRelocationMode=0");

    /// The heap of a replica, whose state is what it is, and of whoever waits or starts others.
    private static final ImmutableList<String> OTHERS_HEAP =
            ImmutableList.of("-Xms4m", "-Xmx512m", "-Xmn2m");

    /// A replica in a cluster that is used.
    public static final ImmutableList<String> REPLICA = small(OTHERS_HEAP);

    /// A sequencer's limits add up to half of this heap. What is on the way must find room with the
    /// young objects until it is done: what once became old stays until the heap is at its limit.
    private static final ImmutableList<String> SEQUENCER_HEAP =
            ImmutableList.of("-Xms8m", "-Xmx256m", "-Xmn4m", "-XX:SurvivorRatio=2");

    /// The same of a front end, with some 50 KiB for each call of HTTP that is on the way.
    private static final ImmutableList<String> FRONT_END_HEAP =
            ImmutableList.of("-Xms12m", "-Xmx512m", "-Xmn8m", "-XX:SurvivorRatio=2");

    /// For measurements: what is measured is the program, not how little memory it needs.
    public static final ImmutableList<String> FAST =
            ImmutableList.of("-XX:+UseSerialGC", "-Xms256m", "-Xmx512m", "-Xmn128m");

    /// For replicas besides: compilers give way to whoever is to be answered. Two replicas are
    /// enough for that, and one that has just begun asks for seconds of them. A JVM that is not
    /// root's says that it might not be let do this, and is.
    public static final ImmutableList<String> PATIENT_COMPILERS =
            ImmutableList.of(
                    "-XX:ThreadPriorityPolicy=1",
                    "-XX:CompilerThreadPriority=19",
                    "-XX:-PrintWarnings");

    /// What `./marquee` says of where it is: the root of all, and what was built.
    private static final ImmutableList<String> PLACES =
            ImmutableList.of("marquee.home", "marquee.build");

    private static final String MAIN = "marquee.launcher.Main";
    private static final String ROLE_MAIN = "marquee.launcher.RoleMain";

    private Jvm() {}

    /// Which classes a process needs.
    enum Archive {
        /// Those of the command line.
        COMMANDS("marquee.jsa"),
        /// Those of a sequencer or a replica.
        ROLE("role.jsa"),
        /// Those of a front end.
        FRONT_END("front-end.jsa");

        private final String file;

        Archive(String file) {
            this.file = file;
        }

        /// The archive for the process of `node`.
        static Archive of(NodeId node) {
            return node.kind() == NodeId.Kind.FRONT_END ? FRONT_END : ROLE;
        }
    }

    /// The command line of a process that runs `arguments` as `./marquee` would.
    static ImmutableList<String> command(ImmutableList<String> arguments) throws IOException {
        return command(small(OTHERS_HEAP), using(Archive.COMMANDS), MAIN, arguments);
    }

    /// The command line of the process of `node` with `arguments`, in a cluster of this purpose.
    static ImmutableList<String> command(
            Purpose purpose, NodeId node, ImmutableList<String> arguments) throws IOException {
        var archive = Archive.of(node);
        return switch (purpose) {
            case USE -> command(small(heap(node)), using(archive), ROLE_MAIN, arguments);
            case MEASURE, MEASURE_HTTP ->
                    command(fast(node.kind()), using(archive), ROLE_MAIN, arguments);
            case ARCHIVE ->
                    command(
                            small(heap(node)),
                            makes(node) ? making(archive) : Optional.empty(),
                            ROLE_MAIN,
                            arguments);
        };
    }

    /// The command line of a replica's process with `arguments`, in a cluster that is used.
    public static ImmutableList<String> replicaCommand(ImmutableList<String> arguments)
            throws IOException {
        return command(REPLICA, using(Archive.ROLE), ROLE_MAIN, arguments);
    }

    /// The same in a cluster that is measured.
    public static ImmutableList<String> measuredReplicaCommand(ImmutableList<String> arguments)
            throws IOException {
        return command(fast(NodeId.Kind.REPLICA), using(Archive.ROLE), ROLE_MAIN, arguments);
    }

    /// Leaves the flags of every kind of role, one a line, where `./marquee` finds them when a role
    /// is started by hand: in a file that is called as the command. Nothing where the program was
    /// not started by `./marquee`.
    public static void writeFlags() throws IOException {
        var roles =
                ImmutableMap.of(
                        "sequencer", SEQUENCER_HEAP,
                        "frontend", FRONT_END_HEAP,
                        "replica-manager", OTHERS_HEAP,
                        "replica", OTHERS_HEAP);
        for (var role : roles.entrySet()) {
            var file = path(role.getKey() + ".flags");
            if (file.isPresent()) {
                Files.write(file.get(), small(role.getValue()));
            }
        }
    }

    private static ImmutableList<String> heap(NodeId node) {
        return switch (node.kind()) {
            case SEQUENCER -> SEQUENCER_HEAP;
            case FRONT_END -> FRONT_END_HEAP;
            case REPLICA, MANAGER -> OTHERS_HEAP;
        };
    }

    private static ImmutableList<String> fast(NodeId.Kind kind) {
        var patient = kind == NodeId.Kind.REPLICA ? PATIENT_COMPILERS : ImmutableList.<String>of();
        return ImmutableList.<String>builder().addAll(FAST).addAll(patient).build();
    }

    private static ImmutableList<String> small(ImmutableList<String> heap) {
        return ImmutableList.<String>builder().addAll(SMALL).addAll(heap).build();
    }

    /// Whether `node` leaves the archive that all of its kind use.
    private static boolean makes(NodeId node) {
        return node.equals(NodeId.replica(2)) || node.equals(NodeId.frontEnd(1));
    }

    private static Optional<String> using(Archive archive) {
        return path(archive.file)
                .filter(Files::exists)
                .map(path -> "-XX:SharedArchiveFile=" + path);
    }

    private static Optional<String> making(Archive archive) {
        return path(archive.file).map(path -> "-XX:ArchiveClassesAtExit=" + path);
    }

    /// Where a file of the build is; nothing where the program was not started by `./marquee`.
    private static Optional<Path> path(String file) {
        return Optional.ofNullable(System.getProperty("marquee.build"))
                .map(build -> Path.of(build, file));
    }

    private static ImmutableList<String> command(
            ImmutableList<String> flags,
            Optional<String> archive,
            String main,
            ImmutableList<String> words)
            throws IOException {
        var command = ImmutableList.<String>builder();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        // A parent reads the child's standard output, so the JVM itself must not write there.
        command.add("-Xshare:auto", "-Xlog:disable", "-Xlog:all=warning,cds*=off:stderr");
        command.add("--enable-native-access=ALL-UNNAMED");
        for (var place : PLACES) {
            var path = System.getProperty(place);
            if (path != null) {
                command.add("-D" + place + "=" + path);
            }
        }
        command.addAll(archive.stream().toList());
        command.add("-cp", classPath(), main);
        return command.addAll(words).build();
    }

    /// The jars of the build in the order in which `./marquee` names them, since an archive fits no
    /// other one.
    private static String classPath() throws IOException {
        var lib = path("lib");
        return Joiner.on(File.pathSeparatorChar).join(lib.isPresent() ? jars(lib.get()) : own());
    }

    private static ImmutableList<Path> jars(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .collect(ImmutableList.toImmutableList());
        }
    }

    private static ImmutableList<Path> own() {
        var entries =
                Splitter.on(File.pathSeparatorChar).split(System.getProperty("java.class.path"));
        return Streams.stream(entries)
                .map(entry -> Path.of(entry).toAbsolutePath())
                .collect(ImmutableList.toImmutableList());
    }
}
