package marquee.config;

import com.google.common.base.Preconditions;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.hash.Hashing;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.stream.Stream;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.replication.Group;
import marquee.transport.LinkLimits;
import marquee.transport.NodeSettings;
import org.jspecify.annotations.Nullable;

/// A cluster as its description says: who takes part, where each node is, and the limits. The same
/// file serves every node of the cluster. Immutable.
///
/// @param cluster the name; clusters of different names ignore each other's datagrams
/// @param timeZone whose calendar the business date follows
/// @param logs the folder of every process's log files
/// @param replicas in the order of their slots, R1 first
/// @param managers in the order of their slots, one a replica; none where replicas are started by
///   hand and never replaced
/// @param warmSpare whether each manager keeps a started process that a replacement can take
/// @param secret the file with the cluster's secret; null where datagrams are not proved by keys
/// @param tokens the file with the keys of users' tokens; null where users are taken at their word
/// @param recordings the folder in which nodes take down what they send and receive; null for
///   nowhere, as in every description
/// @param hash of the description, which says whether another process reads the same
public record ClusterConfig(
        String cluster,
        Group group,
        ZoneId timeZone,
        Path logs,
        Limits limits,
        SequencerConfig sequencer,
        ImmutableList<FrontEndConfig> frontEnds,
        ImmutableList<ReplicaConfig> replicas,
        ImmutableList<NodeConfig> managers,
        boolean warmSpare,
        @Nullable Path secret,
        @Nullable Path tokens,
        @Nullable Path recordings,
        String hash) {
    private static final String EXPECTED = "the description of a cluster";

    /// Reads and checks the description in `file`, whatever its implementations are called.
    ///
    /// @throws ConfigException with a message of the form `FILE:LINE: what is wrong, what was
    ///   expected`
    public static ClusterConfig load(Path file) throws ConfigException {
        return new ClusterFile(Source.read(file, EXPECTED)).cluster(null);
    }

    /// Reads and checks the description in `file`, whose implementations must be among those named.
    ///
    /// @throws ConfigException with a message of the form `FILE:LINE: what is wrong, what was
    ///   expected`
    public static ClusterConfig load(Path file, ImmutableSortedSet<String> implementations)
            throws ConfigException {
        return load(file, implementations, null);
    }

    /// The same; whether the description has the right form is not looked at again if it has the
    /// hash `checked`, as that of another process, which has looked: that takes longer than all
    /// else that happens to a description.
    ///
    /// @throws ConfigException as above
    public static ClusterConfig load(
            Path file, ImmutableSortedSet<String> implementations, @Nullable String checked)
            throws ConfigException {
        return new ClusterFile(Source.read(file, EXPECTED)).clusterOf(implementations, checked);
    }

    /// The names of the implementations that the cluster's slots begin with, each once.
    public ImmutableList<String> implementations() {
        return replicas.stream()
                .map(ReplicaConfig::implementation)
                .distinct()
                .collect(ImmutableList.toImmutableList());
    }

    /// Every node: the sequencer, the front ends, the replicas, the managers.
    public ImmutableList<NodeId> nodes() {
        return nodeConfigs().map(NodeConfig::id).collect(ImmutableList.toImmutableList());
    }

    /// Whom `self` has a link with: everybody else, but front ends have none with one another.
    public ImmutableList<NodeId> peersOf(NodeId self) {
        return nodes().stream()
                .filter(node -> !node.equals(self))
                .filter(node -> !areFrontEnds(node, self))
                .collect(ImmutableList.toImmutableList());
    }

    private static boolean areFrontEnds(NodeId one, NodeId other) {
        return one.kind() == NodeId.Kind.FRONT_END && other.kind() == NodeId.Kind.FRONT_END;
    }

    /// Whether the cluster has a node of this name.
    public boolean contains(NodeId id) {
        return nodeConfigs().anyMatch(node -> node.id().equals(id));
    }

    /// Where `id` is.
    ///
    /// @throws IllegalArgumentException if the cluster has no such node
    public NodeConfig node(NodeId id) {
        var found = nodeConfigs().filter(node -> node.id().equals(id)).findFirst();
        Preconditions.checkArgument(found.isPresent(), "no node %s", id);
        return found.orElseThrow();
    }

    /// The front end called `id`.
    ///
    /// @throws IllegalArgumentException if the cluster has no such front end
    public FrontEndConfig frontEnd(NodeId id) {
        var found = frontEnds.stream().filter(each -> each.node().id().equals(id)).findFirst();
        Preconditions.checkArgument(found.isPresent(), "no front end %s", id);
        return found.orElseThrow();
    }

    /// The replica called `id`.
    ///
    /// @throws IllegalArgumentException if the cluster has no such replica
    public ReplicaConfig replica(NodeId id) {
        var found = replicas.stream().filter(each -> each.node().id().equals(id)).findFirst();
        Preconditions.checkArgument(found.isPresent(), "no replica %s", id);
        return found.orElseThrow();
    }

    /// Where others reach `id`. Asks the resolver, so it may take a while.
    ///
    /// @throws ConfigException if the host name is not known
    public InetSocketAddress address(NodeId id) throws ConfigException {
        var node = node(id);
        return resolve(id, node.host(), node.port());
    }

    /// Where each of `nodes` is reached, in their order. Asks the resolver, so it may take a while.
    ///
    /// @throws ConfigException if a host name is not known
    public ImmutableMap<NodeId, InetSocketAddress> addresses(ImmutableList<NodeId> nodes)
            throws ConfigException {
        var addresses = ImmutableMap.<NodeId, InetSocketAddress>builder();
        for (var node : nodes) {
            addresses.put(node, address(node));
        }
        return addresses.buildOrThrow();
    }

    /// Where the incarnation `incarnation` of the replica `id` is reached, which the manager `host`
    /// has started; not resolved. Without managers replicas stay where they are.
    ///
    /// @throws IllegalArgumentException if the cluster has no such replica or manager
    public InetSocketAddress replicaAddress(NodeId id, int incarnation, NodeId host) {
        var replica = replica(id);
        var place = managers.isEmpty() || incarnation == 0 ? replica.node() : node(host);
        return InetSocketAddress.createUnresolved(place.host(), replica.port(incarnation));
    }

    /// Where the life `incarnation` of `node`, which runs beside `host`, is reached; not resolved.
    /// Null for nodes that never move.
    public @Nullable InetSocketAddress moved(NodeId node, int incarnation, NodeId host) {
        boolean known = host.kind() == NodeId.Kind.MANAGER && contains(host);
        return node.kind() == NodeId.Kind.REPLICA && known
                ? replicaAddress(node, incarnation, host)
                : null;
    }

    /// Where that incarnation listens. Asks the resolver, so it may take a while.
    ///
    /// @throws ConfigException if the host name is not known
    public InetSocketAddress replicaBindAddress(NodeId id, int incarnation, NodeId host)
            throws ConfigException {
        var replica = replica(id);
        var place = managers.isEmpty() || incarnation == 0 ? replica.node() : node(host);
        return resolve(id, place.bind(), replica.port(incarnation));
    }

    /// Where `id` listens. Asks the resolver, so it may take a while.
    ///
    /// @throws ConfigException if the host name is not known
    public InetSocketAddress bindAddress(NodeId id) throws ConfigException {
        var node = node(id);
        return resolve(id, node.bind(), node.port());
    }

    /// What makes `self` a node of this cluster that has links with `peers`; without keys.
    ///
    /// @param seed of the jitter of repeats
    public NodeSettings nodeSettings(Peer self, ImmutableList<NodeId> peers, long seed) {
        var links = LinkLimits.DEFAULT.withDatagramBytes(limits.datagramBytesMax());
        return new NodeSettings(self, clusterId(), links, peers, seed);
    }

    /// The number that every datagram of this cluster carries, made from its name.
    public long clusterId() {
        return Hashing.sha256().hashString(cluster, StandardCharsets.UTF_8).asLong();
    }

    /// The cluster's secret, read from its file; null if it has none. Not for replicas (rule P44).
    ///
    /// @throws ConfigException if the file is not there, no secret, or not for its owner only
    public byte @Nullable [] readSecret() throws ConfigException {
        return secret == null ? null : SecretFile.readSecret(secret);
    }

    /// The same cluster with everything it keeps on disk in `directory`: the sequencer's log in
    /// `sequencer`, the replicas' stores in `R1` and so on, the log files in `logs`.
    public ClusterConfig withDirectory(Path directory) {
        var moved =
                new SequencerConfig(
                        sequencer.node(), directory.resolve("sequencer"), sequencer.durability());
        return new ClusterConfig(
                cluster,
                group,
                timeZone,
                directory.resolve("logs"),
                limits,
                moved,
                frontEnds,
                replicas.stream()
                        .map(replica -> replica.withDirectory(directory))
                        .collect(ImmutableList.toImmutableList()),
                managers,
                warmSpare,
                secret,
                tokens,
                recordings,
                hash);
    }

    /// The same cluster, whose nodes take down in `folder` what they send and receive.
    public ClusterConfig withRecordings(Path folder) {
        return new ClusterConfig(
                cluster, group, timeZone, logs, limits, sequencer, frontEnds, replicas, managers,
                warmSpare, secret, tokens, folder, hash);
    }

    private Stream<NodeConfig> nodeConfigs() {
        return Stream.of(
                        Stream.of(sequencer.node()),
                        frontEnds.stream().map(FrontEndConfig::node),
                        replicas.stream().map(ReplicaConfig::node),
                        managers.stream())
                .flatMap(nodes -> nodes);
    }

    private static InetSocketAddress resolve(NodeId id, String host, int port)
            throws ConfigException {
        var address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new ConfigException(
                    "%s: the host name '%s' is not known here, expected one that resolves"
                            .formatted(id, host));
        }
        return address;
    }
}
