package marquee.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// One replica: where the node of its first incarnation is, what it runs and where it keeps that.
///
/// @param ports how many ports, from the node's on, incarnations take turns in, so that one that
///   does not end cannot be in its successor's way
/// @param implementation the name of the implementation it runs
/// @param data the folder of the implementation's store; null for a store in memory
public record ReplicaConfig(
        NodeConfig node, int ports, String implementation, @Nullable Path data) {
    /// How many ports a replica has where nothing else is said.
    public static final int PORTS = 8;

    /// The port of the incarnation `incarnation`.
    public int port(int incarnation) {
        return node.port() + incarnation % ports;
    }

    /// The same replica with its store in a folder of `directory` that has its name.
    ReplicaConfig withDirectory(Path directory) {
        return new ReplicaConfig(
                node, ports, implementation, directory.resolve(node.id().toString()));
    }
}
