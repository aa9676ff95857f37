package marquee.config;

/// One replica: where its node is, and the name of the implementation it runs.
public record ReplicaConfig(NodeConfig node, String implementation) {}
