package marquee.launcher.local;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import marquee.config.ClusterConfig;
import marquee.config.ConfigException;
import marquee.config.ReplicaConfig;
import marquee.config.SecretFile;
import marquee.launcher.local.ClusterPlan.Feature;
import marquee.protocol.NodeId;

/// Writes the description of a cluster on this machine, on ports that are free on its loopback
/// interface. Each of four slots has an implementation of its own, so that a mistake in one is one
/// replica's; further slots repeat them in turn.
public final class LocalDescription {
    /// The name of the file.
    public static final String FILE = "cluster.json";

    private static final ImmutableList<String> IMPLEMENTATIONS =
            ImmutableList.of("collections", "sql", "keyvalue", "theatres");
    private static final String SECRET_FILE = "secret";

    /// The same as was written last, beside it: what differs was made, or changed, by somebody
    /// else.
    private static final String COPY = ".cluster.json";

    private static final JsonMapper MAPPER = new JsonMapper();

    private LocalDescription() {}

    /// Writes `directory/cluster.json`, and a secret beside it if there is to be one and is none,
    /// and returns its path. An empty file is none: a power cut can leave one, or an empty copy.
    ///
    /// @throws ConfigException if a folder that is to be kept has a description of somebody else's
    static Path write(Path directory, ClusterPlan.Size size, Hosts hosts)
            throws ConfigException, IOException {
        if (size.has(Feature.ON_DISK)) {
            requireOwn(directory);
        }
        var secret = directory.resolve(SECRET_FILE);
        if (size.has(Feature.KEYED) && (!Files.exists(secret) || Files.size(secret) == 0)) {
            Files.deleteIfExists(secret);
            SecretFile.makeSecret(secret);
        }
        var file = directory.resolve(FILE);
        try (var ports = new FreePorts()) {
            var json = describe(size, ports, hosts);
            var text = MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json);
            Files.deleteIfExists(file); // While the two differ there is but one.
            Files.writeString(directory.resolve(COPY), text);
            var whole = Files.writeString(directory.resolve(FILE + ".new"), text);
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return file;
    }

    /// The same of a cluster whose nodes reach each other by the loopback interface.
    public static Path write(Path directory, ClusterPlan.Size size)
            throws ConfigException, IOException {
        return write(directory, size, Hosts.LOOPBACK);
    }

    /// The web services of the front ends of `config`.
    public static ImmutableList<URI> urls(ClusterConfig config) {
        return config.frontEnds().stream()
                .map(frontEnd -> URI.create(frontEnd.http().url()))
                .collect(ImmutableList.toImmutableList());
    }

    private static void requireOwn(Path directory) throws ConfigException, IOException {
        var file = directory.resolve(FILE);
        var copy = directory.resolve(COPY);
        boolean isWritten = Files.exists(file) && Files.size(file) > 0;
        if (isWritten && !(Files.exists(copy) && isCopy(copy, file))) {
            throw new ConfigException(
                    "%s: not as ./marquee up has written it, expected no such file;".formatted(file)
                            + " --config follows a description");
        }
    }

    private static boolean isCopy(Path copy, Path file) throws IOException {
        return Files.size(copy) == 0 || Files.mismatch(file, copy) < 0;
    }

    private static ObjectNode describe(ClusterPlan.Size size, FreePorts ports, Hosts hosts)
            throws IOException {
        var cluster = MAPPER.createObjectNode().put("cluster", "local").put("logs", "logs");
        if (size.has(Feature.KEYED)) {
            cluster.put("secret", SECRET_FILE);
        }
        if (size.has(Feature.WARM_SPARE)) {
            cluster.put("warmSpare", true);
        }
        cluster.put("mode", size.mode().toString());
        node(cluster.putObject("sequencer"), ports, hosts.address(NodeId.SEQUENCER))
                .put("data", "sequencer");
        var frontEnds = cluster.putArray("frontEnds");
        for (int i = 1; i <= size.frontEnds(); i++) {
            var id = NodeId.frontEnd(i);
            var frontEnd = frontEnds.addObject().put("id", id.toString());
            node(frontEnd, ports, hosts.address(id));
            frontEnd.putObject("http").put("port", ports.http(preferred(size.httpPort(), i)));
            if (size.soapPort() != null) {
                frontEnd.putObject("soap").put("port", ports.http(preferred(size.soapPort(), i)));
            }
        }
        var replicas = cluster.putArray("replicas");
        for (int slot = 1; slot <= size.replicas(); slot++) {
            var implementation = IMPLEMENTATIONS.get((slot - 1) % IMPLEMENTATIONS.size());
            var id = NodeId.replica(slot);
            var replica = replicas.addObject().put("id", id.toString());
            replica.put("host", hosts.address(id));
            int lives = size.has(Feature.MANAGED) ? ReplicaConfig.PORTS : 1;
            replica.put("port", ports.udp(lives)).put("implementation", implementation);
            if (size.has(Feature.ON_DISK)) {
                replica.put("data", id.toString());
            }
        }
        if (size.has(Feature.MANAGED)) {
            var managers = cluster.putArray("managers");
            for (int slot = 1; slot <= size.replicas(); slot++) {
                var id = NodeId.manager(slot);
                node(managers.addObject().put("id", id.toString()), ports, hosts.address(id));
            }
        }
        return cluster;
    }

    /// The port that front end `i` has if it is free, where the first has `first`; 0 for any.
    private static int preferred(int first, int i) {
        return first == 0 ? 0 : first + i - 1;
    }

    private static ObjectNode node(ObjectNode json, FreePorts ports, String host)
            throws IOException {
        return json.put("host", host).put("port", ports.udp());
    }
}
