package marquee.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// One replica: where its node is, what it runs and where it keeps that.
///
/// @param implementation the name of the implementation it runs
/// @param data the folder of the implementation's store; null for a store in memory
public record ReplicaConfig(NodeConfig node, String implementation, @Nullable Path data) {
    /// The same replica with its store in a folder of `directory` that has its name.
    ReplicaConfig withDirectory(Path directory) {
        return new ReplicaConfig(node, implementation, directory.resolve(node.id().toString()));
    }
}
