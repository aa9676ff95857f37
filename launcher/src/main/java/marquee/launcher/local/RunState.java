package marquee.launcher.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import marquee.config.StateHome;
import marquee.protocol.NodeId;

/// What a cluster in the background leaves behind for later commands: who watches over it, which
/// processes belong to it, and where it is reached. There is one file a user, so at most one such
/// cluster.
///
/// @param supervisor the process whose children the roles are
/// @param roles empty while they start
/// @param urls empty while the roles start
/// @param description the file that describes the cluster; empty while the roles start
public record RunState(
        Running supervisor,
        ImmutableList<Running> roles,
        ImmutableList<String> urls,
        String description) {
    static final String FILE = "run.json";
    private static final JsonMapper MAPPER = new JsonMapper();

    /// A process, told from a later one of the same number by its start.
    ///
    /// @param started not by the clock, which somebody may set while the process runs: in which
    ///   boot of the machine, and how many ticks after that began; by the clock only where there is
    ///   no `/proc`
    public record Running(String name, long pid, String started) {
        private static final Path PROC = Path.of("/proc");

        // Where things stand in a process's `stat`, counted from the name's end on: what proc(5)
        // calls field 22 is at 20, since the name is field 2.
        private static final int STARTED_AFTER_NAME = 20;
        private static final int STATE_AFTER_NAME = 1;
        private static final int THREADS_AFTER_NAME = 18;
        private static final ImmutableSet<String> ENDED = ImmutableSet.of("Z", "X");

        /// What `process` is now.
        public static Running of(String name, ProcessHandle process) {
            return new Running(name, process.pid(), startOf(process));
        }

        /// The process, if it is still there.
        public Optional<ProcessHandle> process() {
            return ProcessHandle.of(pid)
                    .filter(Running::runs)
                    .filter(process -> startOf(process).equals(started));
        }

        /// Whether `process` runs. The JDK takes one for alive that has ended, as long as its
        /// parent has not asked for its status; there are parents that never do.
        static boolean runs(ProcessHandle process) {
            return process.isAlive() && !hasEnded(process.pid());
        }

        /// What a process has locked is free only when the last of its threads has ended, which
        /// need not be the one that the state is of.
        private static boolean hasEnded(long pid) {
            try {
                var facts = facts(pid);
                return ENDED.contains(facts.get(STATE_AFTER_NAME))
                        && Integer.parseInt(facts.get(THREADS_AFTER_NAME)) <= 1;
            } catch (IOException e) {
                return false; // Nothing is said here; the JDK knows.
            }
        }

        private static String startOf(ProcessHandle process) {
            try {
                return boot() + " " + facts(process.pid()).get(STARTED_AFTER_NAME);
            } catch (IOException e) {
                return process.info().startInstant().map(Instant::toString).orElse("unknown");
            }
        }

        private static String boot() throws IOException {
            return Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
        }

        /// What the system says of a process, from its name's end on. A name may have blanks and
        /// brackets in it, and bytes of any kind.
        private static List<String> facts(long pid) throws IOException {
            var stat = PROC.resolve(Long.toString(pid)).resolve("stat");
            var facts = Files.readString(stat, StandardCharsets.ISO_8859_1);
            return Splitter.on(' ').splitToList(facts.substring(facts.lastIndexOf(')')));
        }
    }

    /// What a cluster of this process looks like to other commands until it is ready.
    static RunState starting() {
        return new RunState(
                Running.of("supervisor", ProcessHandle.current()),
                ImmutableList.of(),
                ImmutableList.of(),
                "");
    }

    /// What a running cluster of this process looks like.
    public static RunState of(LocalCluster cluster) {
        return new RunState(
                Running.of("supervisor", ProcessHandle.current()),
                cluster.children().stream()
                        .map(child -> Running.of(child.id().toString(), child.handle()))
                        .collect(ImmutableList.toImmutableList()),
                cluster.urls().stream().map(URI::toString).collect(ImmutableList.toImmutableList()),
                cluster.description().toString());
    }

    /// The folder of the cluster in the background, unless it was told another.
    public static Path directory() {
        return StateHome.of("local");
    }

    /// What the last cluster left, whether or not it still runs. A file that is empty or torn, as a
    /// power cut can leave it, tells of none: what ran then is gone.
    public static Optional<RunState> read() throws IOException {
        return read(directory());
    }

    /// What the last cluster left in `folder`.
    static Optional<RunState> read(Path folder) throws IOException {
        try {
            var json = MAPPER.readTree(Files.readString(folder.resolve(FILE)));
            if (!json.path("supervisor").isObject()) {
                return Optional.empty();
            }
            var urls = ImmutableList.<String>builder();
            json.path("urls").forEach(url -> urls.add(url.asText()));
            var roles = ImmutableList.<Running>builder();
            for (var role : json.path("roles")) {
                roles.add(MAPPER.treeToValue(role, Running.class));
            }
            return Optional.of(
                    new RunState(
                            MAPPER.treeToValue(json.path("supervisor"), Running.class),
                            roles.build(),
                            urls.build(),
                            json.path("description").asText()));
        } catch (NoSuchFileException | JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /// The state of the cluster that runs or is starting, if there is one.
    static Optional<RunState> present() throws IOException {
        return read().filter(state -> state.supervisor().process().isPresent());
    }

    /// The running cluster's state, if one runs and was ready.
    public static Optional<RunState> running() throws IOException {
        return present().filter(RunState::wasReady);
    }

    /// Whether the cluster became ready, so that the rest is known.
    public boolean wasReady() {
        return !description.isEmpty();
    }

    /// The running cluster's process of the role `id`, if there is one.
    public Optional<ProcessHandle> role(NodeId id) {
        return roles.stream()
                .filter(role -> role.name().equals(id.toString()))
                .findFirst()
                .flatMap(Running::process);
    }

    /// The roles whose process is there no longer.
    public ImmutableList<String> ended() {
        return roles.stream()
                .filter(role -> role.process().isEmpty())
                .map(Running::name)
                .collect(ImmutableList.toImmutableList());
    }

    /// The front ends' web services.
    public ImmutableList<URI> frontEnds() {
        return urls.stream().map(URI::create).collect(ImmutableList.toImmutableList());
    }

    /// Leaves this for later commands.
    void write() throws IOException {
        write(directory());
    }

    /// Leaves this in `folder`.
    void write(Path folder) throws IOException {
        var json = MAPPER.createObjectNode();
        json.set("supervisor", MAPPER.valueToTree(supervisor));
        var all = json.putArray("roles");
        roles.forEach(role -> all.add(MAPPER.<JsonNode>valueToTree(role)));
        var addresses = json.putArray("urls");
        urls.forEach(addresses::add);
        json.put("description", description);
        Files.createDirectories(folder);
        var whole = folder.resolve(FILE + ".new");
        Files.writeString(whole, json.toPrettyString());
        Files.move(whole, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    }

    /// Forgets what is in `folder`.
    static void delete(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve(FILE));
    }
}
