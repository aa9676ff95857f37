package marquee.launcher.deploy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.util.List;
import marquee.config.ClusterConfig;
import marquee.config.ConfigException;
import marquee.config.HostsConfig;
import marquee.config.SecretFile;
import marquee.launcher.local.ReplicaKeys;
import marquee.protocol.NodeId;

/// One host of a deployment, and what belongs there: which roles, with which words they are
/// started, which files they need. Immutable.
///
/// @param host how it is called and reached
/// @param roles whose host it is by the cluster's description; those that are started by managers
///   are not among them
record Site(
        HostsConfig hosts,
        ClusterConfig cluster,
        HostsConfig.Host host,
        ImmutableList<NodeId> roles) {
    private static final String DESCRIPTION = "cluster.json";
    private static final String SECRET = "secret";
    private static final String TOKENS = "tokens";

    /// The hosts of `hosts` that have roles in `cluster`.
    ///
    /// @throws ConfigException if a role has no host, or a host no role
    static ImmutableList<Site> of(HostsConfig hosts, ClusterConfig cluster) throws ConfigException {
        var started =
                cluster.nodes().stream()
                        .filter(node ->
                                node.kind() != NodeId.Kind.REPLICA || cluster.managers().isEmpty())
                        .toList();
        var sites = ImmutableList.<Site>builder();
        for (var host : hosts.hosts()) {
            var roles =
                    started.stream()
                            .filter(node -> cluster.node(node).host().equals(host.name()))
                            .collect(ImmutableList.toImmutableList());
            if (roles.isEmpty()) {
                throw new ConfigException(
                        "%s: no role runs on %s".formatted(hosts.description(), host.name()));
            }
            sites.add(new Site(hosts, cluster, host, roles));
        }
        var named = hosts.hosts().stream().map(HostsConfig.Host::name).toList();
        for (var node : started) {
            var name = cluster.node(node).host();
            if (!named.contains(name)) {
                throw new ConfigException(
                        "%s runs on %s, which is not among the hosts".formatted(node, name));
            }
        }
        return sites.build();
    }

    String name() {
        return host.name();
    }

    /// A script that begins where everything of the cluster is on the host.
    Shell script() {
        return new Shell().call("begin", hosts.folder(), cluster.cluster(), name());
    }

    /// A script that begins there too if anything was deployed, and makes no folder if not.
    Shell look() {
        return new Shell().call("visit", hosts.folder(), cluster.cluster(), name());
    }

    ImmutableList<String> roleNames() {
        return roles.stream().map(NodeId::toString).collect(ImmutableList.toImmutableList());
    }

    /// Has `script` write the files that the roles need: the description, for front ends the keys
    /// of tokens, and of the cluster's keys those that this host may have (rule P44), which is the
    /// secret unless it has replicas alone; it removes those that were there before.
    ///
    /// @throws ConfigException if a file of keys cannot be read
    void putFiles(Shell script) throws ConfigException, IOException {
        var keys = keys();
        script.call("keep_keys", keys.keySet());
        script.put(DESCRIPTION, description());
        keys.forEach(script::put);
    }

    /// The files with keys, and what is in them.
    private ImmutableMap<String, String> keys() throws ConfigException, IOException {
        var keys = ImmutableMap.<String, String>builder();
        var tokens = cluster.tokens();
        if (tokens != null && has(NodeId.Kind.FRONT_END)) {
            keys.put(TOKENS, SecretFile.read("token keys", tokens));
        }
        var secret = cluster.secret();
        if (secret == null) {
            return keys.build();
        }
        if (roles.stream().anyMatch(node -> node.kind() != NodeId.Kind.REPLICA)) {
            cluster.readSecret(); // Says what is wrong with it.
            keys.put(SECRET, SecretFile.read("secret", secret));
        }
        for (var node : roles) {
            if (node.kind() == NodeId.Kind.REPLICA) {
                var lines = ReplicaKeys.lines(cluster, node);
                keys.put(keyFile(node), Joiner.on('\n').join(lines) + "\n");
            }
        }
        return keys.build();
    }

    private boolean has(NodeId.Kind kind) {
        return roles.stream().anyMatch(node -> node.kind() == kind);
    }

    /// Has `script` start the roles.
    ///
    /// @param deploy a name of this deploy, so that it stops later what it has started and no more
    /// @param init whether the sequencer makes a new log
    void start(Shell script, String deploy, boolean init) {
        for (var node : roles) {
            boolean first = init && node.kind() == NodeId.Kind.SEQUENCER;
            var words = ImmutableList.<String>builder();
            words.add(deploy, node.toString(), first ? "--init" : "").addAll(command(node));
            script.call("start", words.build());
        }
    }

    /// The words of `./marquee` that run `node`.
    private List<String> command(NodeId node) {
        var words = ImmutableList.<String>builder();
        words.add(
                switch (node.kind()) {
                    case SEQUENCER -> "sequencer";
                    case FRONT_END -> "frontend";
                    case MANAGER -> "replica-manager";
                    case REPLICA -> "replica";
                });
        words.add("--config", DESCRIPTION, "--id", node.toString());
        boolean labOnly =
                node.kind() == NodeId.Kind.SEQUENCER || node.kind() == NodeId.Kind.FRONT_END;
        if (hosts.lab() && labOnly) {
            words.add("--lab");
        }
        if (hosts.date() != null && node.kind() == NodeId.Kind.SEQUENCER) {
            words.add("--date", hosts.date().toString());
        }
        if (cluster.secret() != null && node.kind() == NodeId.Kind.REPLICA) {
            words.add("--keys", keyFile(node));
        }
        return words.build();
    }

    private static String keyFile(NodeId replica) {
        return replica + ".keys";
    }

    /// The description as the host is to have it: the files with keys are beside it there.
    private String description() throws IOException {
        var json = (ObjectNode) new JsonMapper().readTree(hosts.description().toFile());
        for (var file : ImmutableList.of(SECRET, TOKENS)) {
            if (json.has(file)) {
                json.put(file, file);
            }
        }
        return json.toPrettyString() + "\n";
    }
}
