package marquee.launcher.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import marquee.config.ConfigException;
import marquee.config.process.StartException;
import marquee.launcher.local.ClusterPlan;
import marquee.launcher.local.LocalCluster;
import marquee.launcher.local.LocalDescription;

/// The sequencer and the replicas of a measurement.
final class BenchCluster {
    private static final JsonMapper MAPPER = new JsonMapper();

    private BenchCluster() {}

    /// What differs from a usual cluster.
    ///
    /// @param datagramBytes how long a datagram may be
    /// @param durability as in a cluster's description
    /// @param keyed whether datagrams are proved by keys
    record Settings(Load load, int datagramBytes, String durability, boolean keyed) {}

    /// Starts it, with everything it writes in `directory`.
    static LocalCluster start(Path directory, Settings settings, Consumer<String> progress)
            throws ConfigException, StartException, IOException, InterruptedException {
        var file =
                LocalDescription.write(
                        directory,
                        settings.keyed()
                                ? ClusterPlan.Size.USUAL
                                : ClusterPlan.Size.USUAL.withoutKeys());
        var description = (ObjectNode) MAPPER.readTree(file.toFile());
        description.withObject("limits").put("datagramBytesMax", settings.datagramBytes());
        description.withObject("sequencer").put("durability", settings.durability());
        if (settings.load() == Load.TRIVIAL) {
            description
                    .withArray("replicas")
                    .forEach(replica -> ((ObjectNode) replica).put("implementation", "trivial"));
        }
        Files.writeString(file, MAPPER.writeValueAsString(description));
        return LocalCluster.start(ClusterPlan.toMeasure(directory, file), progress);
    }
}
