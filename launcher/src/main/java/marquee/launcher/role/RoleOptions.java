package marquee.launcher.role;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import marquee.config.ClusterConfig;
import marquee.config.ConfigException;
import marquee.config.RoleFaults;
import marquee.protocol.NodeId;
import marquee.replicas.host.process.Implementations;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What every role is told on its command line.
final class RoleOptions {
    private static final String CHECKED = "--checked";

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "The description of the cluster; the same for all its roles.")
    private Path description = Path.of("");

    @Option(
            names = CHECKED,
            paramLabel = "HASH",
            description =
                    "The hash of a description that whoever starts this has checked; the same one"
                            + " is not checked again.")
    private @Nullable String checked;

    @Option(
            names = "--id",
            paramLabel = "NAME",
            description =
                    "Which one, such as frontend-1, RM1 or R1; not needed where there is only one.")
    private @Nullable String id;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Keeps its files here instead of where the description says: logs, a"
                            + " sequencer's log, a replica's store, which is in memory otherwise.")
    private @Nullable Path data;

    @Option(
            names = "--fault",
            paramLabel = "FAULTS",
            description =
                    "What it does wrong, joined by commas: "
                            + RoleFaults.OF_LINKS
                            + " on its links; a replica also "
                            + RoleFaults.OF_REPLICAS
                            + ".")
    private @Nullable String faults;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "What its random choices are made from; 1 unless given.")
    private long seed = 1;

    @Option(
            names = "--record",
            paramLabel = "DIR",
            description =
                    "Takes down in this folder which datagrams it sends and gets, 16 MiB at most,"
                            + " for a report.")
    private @Nullable Path recordings;

    @Option(
            names = "--with-parent",
            description = "Ends when standard input does, as the child of a program.")
    private boolean withParent;

    /// Takes these options out of `words`.
    void take(PlainWords words) {
        description = Path.of(words.required("--config"));
        checked = words.text(CHECKED);
        id = words.text("--id");
        data = words.path("--data");
        faults = words.text("--fault");
        seed = words.number("--seed", seed);
        recordings = words.path("--record");
        withParent = words.flag("--with-parent");
    }

    /// The words that give another role the same description, which is that of `config`, and the
    /// same folders.
    ImmutableList<String> description(ClusterConfig config) {
        var words = ImmutableList.<String>builder();
        words.add("--config", description.toAbsolutePath().toString(), CHECKED, config.hash());
        if (data != null) {
            words.add("--data", data.toAbsolutePath().toString());
        }
        if (recordings != null) {
            words.add("--record", recordings.toAbsolutePath().toString());
        }
        return words.build();
    }

    /// The cluster.
    ClusterConfig config() throws ConfigException {
        var config = ClusterConfig.load(description, Implementations.names(), checked);
        var placed = data == null ? config : config.withDirectory(data.toAbsolutePath());
        return recordings == null ? placed : placed.withRecordings(recordings.toAbsolutePath());
    }

    /// Which `kind` of node of `config` it is; the only one of its kind needs no name.
    ///
    /// @throws ConfigException if there is none of the name
    NodeId node(ClusterConfig config, NodeId.Kind kind) throws ConfigException {
        var known = config.nodes().stream().filter(each -> each.kind() == kind).toList();
        if (id == null && known.size() == 1) {
            return known.getFirst();
        }
        var node = id == null ? null : NodeId.parse(id);
        if (node == null || !known.contains(node)) {
            throw new ConfigException(
                    id == null
                            ? "--id is missing, expected one of " + known
                            : "--id '%s' is not in %s, expected one of %s"
                                    .formatted(id, description, known));
        }
        return node;
    }

    /// What `node` does wrong.
    ///
    /// @throws ConfigException if it cannot
    RoleFaults faults(NodeId node) throws ConfigException {
        var parsed = faults == null ? RoleFaults.NONE : RoleFaults.parse(faults);
        parsed.requireFor(node);
        return parsed;
    }

    long seed() {
        return seed;
    }

    boolean withParent() {
        return withParent;
    }
}
