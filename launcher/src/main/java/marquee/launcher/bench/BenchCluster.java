package marquee.launcher.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import marquee.benchmarks.Driver;
import marquee.benchmarks.Pipeline;
import marquee.benchmarks.WebDriver;
import marquee.client.FrontEndClient;
import marquee.client.UnreachableException;
import marquee.config.ConfigException;
import marquee.config.process.StartException;
import marquee.launcher.console.Narrator;
import marquee.launcher.local.ClusterPlan;
import marquee.launcher.local.ClusterPlan.Feature;
import marquee.launcher.local.LocalCluster;
import marquee.launcher.local.LocalDescription;
import marquee.launcher.trouble.Rescue;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/// A cluster of a measurement, and its driver: natively a front end's role in this process, in the
/// place of the first front end, or connections to that front end. Used by one thread.
final class BenchCluster implements AutoCloseable {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final long SEED = 1;
    private static final int REPLICAS = 4;

    /// A front end that has just been started may take no connection for a while.
    private static final FrontEndClient.Patience PATIENCE =
            new FrontEndClient.Patience(
                    FrontEndClient.DEADLINE, FrontEndClient.DEADLINE.dividedBy(2), 100);

    private final LocalCluster cluster;
    private final @Nullable Pipeline pipeline;
    private final FrontEndClient client;
    private final Rescue rescue;

    private BenchCluster(LocalCluster cluster, @Nullable Pipeline pipeline) {
        this.cluster = cluster;
        this.pipeline = pipeline;
        var urls = cluster.urls();
        this.client = new FrontEndClient(ImmutableList.of(urls.getLast()), PATIENCE);
        // What it would tell of liars that are followed by their like is no news: all slots may
        // run the same implementation here.
        var nobody = new Narrator(new PrintWriter(PrintWriter.nullWriter()), Ansi.OFF);
        this.rescue = new Rescue(client, SEED, nobody);
    }

    /// Starts one of four replicas, with everything it writes in `directory`.
    static BenchCluster start(Path directory, Setup setup)
            throws ConfigException, StartException, IOException, InterruptedException {
        return start(directory, setup, REPLICAS);
    }

    /// The same with another number of replicas.
    static BenchCluster start(Path directory, Setup setup, int replicas)
            throws ConfigException, StartException, IOException, InterruptedException {
        var plan =
                ClusterPlan.toMeasure(directory, describe(directory, setup, replicas))
                        .withPurpose(
                                setup.http()
                                        ? ClusterPlan.Purpose.MEASURE_HTTP
                                        : ClusterPlan.Purpose.MEASURE);
        var cluster = LocalCluster.start(plan, _ -> {});
        try {
            var pipeline = setup.http() ? null : connect(cluster);
            return new BenchCluster(cluster, pipeline);
        } catch (StartException
                | IOException
                | ConfigException
                | InterruptedException
                | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /// The sequencer is ready only once the driver is there, so nobody has waited for it yet.
    private static Pipeline connect(LocalCluster cluster)
            throws ConfigException, StartException, IOException, InterruptedException {
        return Pipeline.connect(
                cluster.config(),
                Duration.ofMillis(LocalCluster.READY_MILLIS_MAX),
                cluster::expectRunning);
    }

    private static Path describe(Path directory, Setup setup, int replicas)
            throws ConfigException, IOException {
        Files.createDirectories(directory);
        int frontEnds = setup.faulty() && !setup.http() ? 2 : 1;
        var size =
                ClusterPlan.Size.USUAL
                        .withNodes(replicas, frontEnds)
                        .with(Feature.MANAGED, setup.faulty())
                        .with(Feature.KEYED, setup.keyed());
        var file = LocalDescription.write(directory, size);
        var description = (ObjectNode) MAPPER.readTree(file.toFile());
        description.withObject("limits").put("datagramBytesMax", setup.datagramBytes());
        description.withObject("sequencer").put("durability", Setup.durability(setup.durability()));
        setup.load()
                .implementation()
                .ifPresent(name ->
                        description
                                .withArray("replicas")
                                .forEach(replica ->
                                        ((ObjectNode) replica).put("implementation", name)));
        Files.writeString(file, MAPPER.writeValueAsString(description));
        return file;
    }

    /// Who asks it for `load`.
    Driver driver(Load load) {
        var today = today();
        if (pipeline != null) {
            return pipeline.asking(load.requests(today));
        }
        var url = cluster.urls().getFirst();
        return new WebDriver(url, load.webRequests(today, url));
    }

    /// The business date of a cluster that has just been started.
    LocalDate today() {
        return LocalDate.now(cluster.config().timeZone());
    }

    /// The front end's role in this process.
    Pipeline pipeline() {
        if (pipeline == null) {
            throw new IllegalStateException("asked over HTTP");
        }
        return pipeline;
    }

    /// Who has replicas fail, and waits for their successors.
    Rescue rescue() {
        return rescue;
    }

    /// Has the links of all roles do wrong what `faults` says.
    void disturb(String faults) throws UnreachableException, InterruptedException {
        rescue.fault("all", faults);
    }

    /// Its processes by their names.
    ImmutableMap<String, ProcessHandle> processes() {
        return cluster.children().stream()
                .collect(
                        ImmutableMap.toImmutableMap(
                                child -> child.id().toString(), child -> child.handle()));
    }

    @Override
    public void close() {
        client.close();
        if (pipeline != null) {
            pipeline.close();
        }
        cluster.close();
    }
}
