package marquee.config;

import marquee.protocol.NodeId;

/// Where one node is: others reach it at `host` and `port`; it listens on `bind` and `port`.
public record NodeConfig(NodeId id, String host, int port, String bind) {}
