package marquee.config;

import static com.google.common.collect.ImmutableSet.toImmutableSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Objects;
import marquee.config.SequencerConfig.Durability;
import marquee.protocol.NodeId;
import marquee.protocol.replication.Group;
import org.jspecify.annotations.Nullable;

/// Makes a [ClusterConfig] of a JSON file: first the schema's rules, then those that a schema
/// cannot say.
final class ClusterFile {
    private static final int REPLICAS_MIN = 3;
    private static final int PORT_MAX = 65_535;

    private final Source source;
    private final HashMap<String, String> taken = new HashMap<>();

    ClusterFile(Source source) {
        this.source = source;
    }

    /// The cluster.
    ///
    /// @param checked the hash of a description that the schema was found to hold for
    ClusterConfig cluster(@Nullable String checked) throws ConfigException {
        if (source.root().isMissingNode()) {
            throw source.wrong("", "the description is empty", "a JSON object");
        }
        if (!source.hash().equals(checked)) {
            Schema.CLUSTER.check(source);
        }
        var root = source.root();
        var cluster = root.path("cluster").asText();
        var sequencer = sequencer(root.path("sequencer"), cluster);
        var frontEnds = frontEnds(root.path("frontEnds"));
        var managers = managers(root.path("managers"));
        var replicas = replicas(root.path("replicas"), !managers.isEmpty());
        claimPlaces(replicas, managers);
        checkPairs(replicas, managers);
        return new ClusterConfig(
                cluster,
                group(root, replicas.size()),
                timeZone(root),
                folder(root.path("logs"), StateHome.ofCluster(cluster).resolve("logs")),
                limits(root.path("limits")),
                sequencer,
                frontEnds,
                replicas,
                managers,
                root.path("warmSpare").asBoolean(false),
                root.has("secret") ? folder(root.path("secret")) : null,
                root.has("tokens") ? folder(root.path("tokens")) : null,
                null,
                source.hash());
    }

    /// How many faults of which kind the group bears: as its mode says, or as is said by number.
    private Group group(JsonNode root, int replicas) throws ConfigException {
        boolean numbered = root.has("liars") || root.has("crashes");
        if (numbered && root.has("mode")) {
            throw source.wrong(
                    "/mode",
                    "there is \"mode\" beside \"liars\" and \"crashes\"",
                    "the one or the other");
        }
        var mode = Mode.named(root.path("mode").asText(Mode.BOTH.toString())).orElseThrow();
        int liars = numbered ? root.path("liars").asInt() : mode.liars();
        int crashes = numbered ? root.path("crashes").asInt() : mode.crashes();
        if (liars + crashes == 0) {
            throw source.wrong(
                    root.has("liars") ? "/liars" : "/crashes",
                    "the group bears no fault at all",
                    "\"liars\" or \"crashes\" of 1 or more");
        }
        int least = Math.max(2 * liars + crashes + 1, REPLICAS_MIN);
        if (replicas < least) {
            throw source.wrong(
                    "/replicas",
                    "there are %d replicas".formatted(replicas),
                    "at least %d: fewer cannot outvote %d that lie while %d have crashed"
                            .formatted(least, liars, crashes));
        }
        return new Group(replicas, liars, crashes);
    }

    private ImmutableList<NodeConfig> managers(JsonNode json) throws ConfigException {
        var managers = ImmutableList.<NodeConfig>builder();
        for (int i = 0; i < json.size(); i++) {
            var pointer = "/managers/" + i;
            var id = id(json.get(i));
            if (!id.equals(NodeId.manager(i + 1))) {
                throw source.wrong(
                        pointer + "/id",
                        "manager %d is called %s".formatted(i + 1, id),
                        "RM%d: each has the number of its slot".formatted(i + 1));
            }
            managers.add(node(id, json.get(i), pointer));
        }
        return managers.build();
    }

    /// The first life of a slot is started where its manager is.
    private void checkPairs(
            ImmutableList<ReplicaConfig> replicas, ImmutableList<NodeConfig> managers)
            throws ConfigException {
        if (!managers.isEmpty() && managers.size() != replicas.size()) {
            throw source.wrong(
                    "/managers",
                    "there are %d managers of %d replicas"
                            .formatted(managers.size(), replicas.size()),
                    "one a replica");
        }
        for (int i = 0; i < managers.size(); i++) {
            var replica = replicas.get(i).node();
            var manager = managers.get(i);
            if (!replica.host().equals(manager.host())) {
                throw source.wrong(
                        "/replicas/%d/host".formatted(i),
                        "%s is on %s and %s on %s"
                                .formatted(
                                        replica.id(), replica.host(), manager.id(), manager.host()),
                        "one host, by one name: managers start replicas on their own");
            }
        }
    }

    /// The cluster, whose replicas must run implementations that are known.
    ClusterConfig clusterOf(ImmutableSortedSet<String> implementations, @Nullable String checked)
            throws ConfigException {
        var cluster = cluster(checked);
        for (int i = 0; i < cluster.replicas().size(); i++) {
            var name = cluster.replicas().get(i).implementation();
            if (!implementations.contains(name)) {
                throw source.wrong(
                        "/replicas/%d/implementation".formatted(i),
                        "there is no implementation \"%s\"".formatted(name),
                        "one of " + Joiner.on(", ").join(implementations));
            }
        }
        return cluster;
    }

    private SequencerConfig sequencer(JsonNode json, String cluster) throws ConfigException {
        var durability = json.path("durability").asText("os").toUpperCase(Locale.ROOT);
        var node = node(NodeId.SEQUENCER, json, "/sequencer");
        var data = folder(json.path("data"), StateHome.ofCluster(cluster).resolve("sequencer"));
        claimFolder("/sequencer/data", data, node.host());
        return new SequencerConfig(node, data, Durability.valueOf(durability));
    }

    private ImmutableList<FrontEndConfig> frontEnds(JsonNode json) throws ConfigException {
        var frontEnds = ImmutableList.<FrontEndConfig>builder();
        for (int i = 0; i < json.size(); i++) {
            var pointer = "/frontEnds/" + i;
            var id = id(json.get(i));
            claim(pointer + "/id", id.toString(), "a name of its own");
            var node = node(id, json.get(i), pointer);
            var soap = json.get(i).has("soap") ? soap(json.get(i), pointer) : null;
            frontEnds.add(new FrontEndConfig(node, http(json.get(i), pointer, "http"), soap));
        }
        return frontEnds.build();
    }

    private HttpConfig soap(JsonNode frontEnd, String pointer) throws ConfigException {
        for (var field : ImmutableList.of("tokens", "tls")) {
            if (source.root().has(field)) {
                throw source.wrong(
                        pointer + "/soap",
                        "there is \"soap\" beside \"%s\"".formatted(field),
                        "one of the two: over SOAP users are taken at their word, unencrypted");
            }
        }
        return http(frontEnd, pointer, "soap");
    }

    private HttpConfig http(JsonNode frontEnd, String pointer, String field)
            throws ConfigException {
        var json = frontEnd.path(field);
        var host = json.path("host").asText(frontEnd.path("host").asText());
        int port = json.path("port").asInt();
        claim(
                pointer + "/" + field + "/port",
                "TCP port %d of %s".formatted(port, host),
                "a free port");
        var http = new HttpConfig(host, port, json.path("bind").asText(host), tls());
        if (!http.isUrl()) {
            throw source.wrong(
                    pointer + (json.has("host") ? "/" + field : "") + "/host",
                    "no address of the web can name the host \"%s\"".formatted(host),
                    "an address or a name of letters, digits, '-' and '.'");
        }
        return http;
    }

    private @Nullable TlsConfig tls() {
        var json = source.root().path("tls");
        return json.isMissingNode()
                ? null
                : new TlsConfig(folder(json.path("keyStore")), folder(json.path("password")));
    }

    private ImmutableList<ReplicaConfig> replicas(JsonNode json, boolean managed)
            throws ConfigException {
        var replicas = ImmutableList.<ReplicaConfig>builder();
        for (int i = 0; i < json.size(); i++) {
            var pointer = "/replicas/" + i;
            var id = id(json.get(i));
            if (!id.equals(NodeId.replica(i + 1))) {
                throw source.wrong(
                        pointer + "/id",
                        "replica %d is called %s".formatted(i + 1, id),
                        "R%d: slots are numbered in order".formatted(i + 1));
            }
            var implementation = json.get(i).path("implementation").asText();
            var node = node(id, json.get(i), pointer);
            int ports = managed ? json.get(i).path("ports").asInt(ReplicaConfig.PORTS) : 1;
            var data = json.get(i).has("data") ? folder(json.get(i).path("data")) : null;
            replicas.add(new ReplicaConfig(node, ports, implementation, data));
        }
        return replicas.build();
    }

    /// Notes the folders and ports of all incarnations, wherever they run: any manager's host may
    /// have to.
    private void claimPlaces(
            ImmutableList<ReplicaConfig> replicas, ImmutableList<NodeConfig> managers)
            throws ConfigException {
        var hosts = managers.stream().map(NodeConfig::host).collect(toImmutableSet());
        for (int i = 0; i < replicas.size(); i++) {
            claimFolders("/replicas/%d/data".formatted(i), replicas.get(i), hosts);
            var pointer = "/replicas/%d/port".formatted(i);
            int ports = replicas.get(i).ports();
            int last = replicas.get(i).node().port() + ports - 1;
            if (last > PORT_MAX) {
                throw source.wrong(
                        pointer,
                        "the last of %d ports is %d".formatted(ports, last),
                        "%d at most".formatted(PORT_MAX));
            }
            for (var host : hosts) {
                claimRange(pointer, replicas.get(i), host);
            }
        }
    }

    /// Without managers it runs on its own host alone.
    private void claimFolders(String pointer, ReplicaConfig replica, ImmutableSet<String> hosts)
            throws ConfigException {
        var folder = replica.data();
        if (folder != null) {
            var own = ImmutableSet.of(replica.node().host());
            for (var host : hosts.isEmpty() ? own : hosts) {
                claimFolder(pointer, folder, host);
            }
        }
    }

    private void claimFolder(String pointer, Path folder, String host) throws ConfigException {
        claim(pointer, "%s of %s".formatted(folder, host), "a folder of its own");
    }

    /// Its first port on its own host is noted already.
    private void claimRange(String pointer, ReplicaConfig replica, String host)
            throws ConfigException {
        var node = replica.node();
        int first = node.port() + (host.equals(node.host()) ? 1 : 0);
        for (int port = first; port < node.port() + replica.ports(); port++) {
            claim(
                    pointer,
                    "UDP port %d of %s".formatted(port, host),
                    "%d in a row that are free on every manager's host".formatted(replica.ports()));
        }
    }

    private NodeConfig node(NodeId id, JsonNode json, String pointer) throws ConfigException {
        var host = json.path("host").asText();
        int port = json.path("port").asInt();
        claim(pointer + "/port", "UDP port %d of %s".formatted(port, host), "a free port");
        return new NodeConfig(id, host, port, json.path("bind").asText(host));
    }

    private static NodeId id(JsonNode json) {
        return Objects.requireNonNull(NodeId.parse(json.path("id").asText()), "the schema's rule");
    }

    /// Notes that `thing` is in use, once.
    private void claim(String pointer, String thing, String expected) throws ConfigException {
        var before = taken.putIfAbsent(thing, pointer);
        if (before != null) {
            throw source.wrong(
                    pointer,
                    "%s is taken by line %d already".formatted(thing, source.line(before)),
                    expected);
        }
    }

    private ZoneId timeZone(JsonNode root) throws ConfigException {
        if (!root.has("timeZone")) {
            return ZoneId.systemDefault();
        }
        var name = root.path("timeZone").asText();
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw source.wrong(
                    "/timeZone",
                    "the time zone \"%s\" is unknown".formatted(name),
                    "one such as \"America/Toronto\"");
        }
    }

    private Path folder(JsonNode json, Path otherwise) {
        return json.isMissingNode() ? otherwise : folder(json);
    }

    /// A folder or file as written, from the folder of the file where it is relative.
    private Path folder(JsonNode json) {
        return source.file().toAbsolutePath().resolveSibling(json.asText()).normalize();
    }

    private static Limits limits(JsonNode json) {
        var standard = Limits.DEFAULT;
        return new Limits(
                json.path("datagramBytesMax").asInt(standard.datagramBytesMax()),
                json.path("pendingRequestsMax").asInt(standard.pendingRequestsMax()),
                json.path("deadlineMillis").asLong(standard.deadlineMillis()),
                json.path("logFileBytesMax").asLong(standard.logFileBytesMax()),
                json.path("logFilesMax").asInt(standard.logFilesMax()),
                json.path("snapshotEntries").asInt(standard.snapshotEntries()),
                json.path("connectionsPerAddressMax").asInt(standard.connectionsPerAddressMax()),
                json.path("requestsPerUserMax").asInt(standard.requestsPerUserMax()));
    }
}
