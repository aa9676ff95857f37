package marquee.launcher.scenario.lab;

import marquee.protocol.NodeId;

/// Who sends or receives datagrams, as their header names it (docs/transport.md): a replica's
/// successor is somebody else, whereas other nodes that are started again stay who they are.
///
/// @param incarnation 0 of all but replicas
public record Life(NodeId node, int incarnation) {}
