package marquee.launcher;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import marquee.config.ClusterConfig;
import marquee.config.ConfigException;
import marquee.config.Mode;
import marquee.config.RoleFaults;
import marquee.config.RoleName;
import marquee.launcher.console.OptionCheck;
import marquee.launcher.console.SeedOption;
import marquee.launcher.console.Within;
import marquee.launcher.local.ClusterPlan;
import marquee.launcher.local.ClusterPlan.Feature;
import marquee.launcher.local.Hosts;
import marquee.launcher.local.RunState;
import marquee.protocol.NodeId;
import marquee.protocol.replication.ReplicaId;
import marquee.replicas.host.process.Implementations;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What a local cluster is to be like, as typed.
final class ClusterOptions {
    private static final int FRONT_ENDS_MAX = 16;
    private static final int SOAP_PORT_MAX = 65_535 - FRONT_ENDS_MAX;
    private static final String MODE = "--mode";
    private static final String REPLICAS = "--replicas";
    private static final String FRONT_ENDS = "--frontends";
    private static final String WARM_SPARE = "--warm-spare";
    private static final String SOAP = "--soap";
    private static final String LAB = "--lab";
    private static final String ACCEPT_LOSS = "--accept-loss";

    @Option(
            names = MODE,
            paramLabel = "MODE",
            description =
                    "What the replicas are to bear at once: both (a liar and a crash; 4 replicas at"
                            + " least), software-failure (a liar; 3) or crash-failure (a crash; 3);"
                            + " both unless given.")
    private @Nullable Mode mode;

    @Option(
            names = REPLICAS,
            paramLabel = "N",
            description = "How many replicas; as many as the mode needs unless given.")
    private @Nullable Integer replicas;

    @Within(min = 1, max = FRONT_ENDS_MAX)
    @Option(
            names = FRONT_ENDS,
            paramLabel = "N",
            description = "How many front ends, from 1; 1 unless given.")
    private @Nullable Integer frontEnds;

    @Option(
            names = "--fault",
            paramLabel = "ROLE=FAULTS",
            description =
                    "What a role does wrong, such as R2=wrong-reply or all=drop:10%%,delay:20ms."
                            + " ROLE: sequencer, frontend, frontend-1.., R1.., RM1.., all. FAULTS of"
                            + " replicas: "
                            + RoleFaults.OF_REPLICAS
                            + "; of any role's links: "
                            + RoleFaults.OF_LINKS
                            + ". A replica that is replaced runs without them.")
    private List<String> faults = new ArrayList<>();

    @Option(
            names = "--date",
            paramLabel = "DATE",
            description =
                    "The business date to begin with, such as 2023-05-15; today unless given.")
    private @Nullable LocalDate date;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Where the cluster keeps its files, the replicas' stores among them. An earlier"
                            + " cluster's order is taken up again; without this option every cluster"
                            + " begins anew, unless --config says where its order is, and stores are"
                            + " in memory.")
    private @Nullable Path data;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The description to follow; one with free ports is made unless given.")
    private @Nullable Path description;

    @Option(
            names = WARM_SPARE,
            description =
                    "Each manager keeps a started process, about 90 MB, that the next replacement"
                            + " takes at once.")
    private boolean warmSpare;

    @Within(min = 1, max = SOAP_PORT_MAX)
    @Option(
            names = SOAP,
            paramLabel = "PORT",
            description =
                    "Front ends offer the operations over SOAP too, the first at this port if it is"
                            + " free, the others at those that follow.")
    private @Nullable Integer soapPort;

    @Option(
            names = LAB,
            description =
                    "Takes users at their word although the description has a web service that can"
                            + " be reached from other machines.")
    private boolean lab;

    @Option(
            names = ACCEPT_LOSS,
            description =
                    "Starts although the newest entries of an earlier cluster's order may be"
                            + " missing, as after a crash of the machine.")
    private boolean acceptLoss;

    @Mixin private SeedOption seed = new SeedOption();

    /// The same options as arguments of another command, with the seed spelled out.
    ImmutableList<String> arguments() {
        var arguments = ImmutableList.<String>builder();
        if (mode != null) {
            arguments.add(MODE, mode.toString());
        }
        if (replicas != null) {
            arguments.add(REPLICAS, replicas.toString());
        }
        if (frontEnds != null) {
            arguments.add(FRONT_ENDS, frontEnds.toString());
        }
        faults.forEach(fault -> arguments.add("--fault", fault));
        if (date != null) {
            arguments.add("--date", date.toString());
        }
        if (data != null) {
            arguments.add("--data", data.toAbsolutePath().toString());
        }
        if (description != null) {
            arguments.add("--config", description.toAbsolutePath().toString());
        }
        if (warmSpare) {
            arguments.add(WARM_SPARE);
        }
        if (soapPort != null) {
            arguments.add(SOAP, soapPort.toString());
        }
        if (lab) {
            arguments.add(LAB);
        }
        if (acceptLoss) {
            arguments.add(ACCEPT_LOSS);
        }
        return arguments.add("--seed", Long.toString(seed())).build();
    }

    /// The seed: as given, or else chosen once.
    long seed() {
        return seed.seed();
    }

    /// Whether an earlier cluster's files are to be taken up again.
    boolean keepsFiles() {
        return data != null || description != null;
    }

    /// What the options ask for.
    ///
    /// @param httpPort the first port to try for web services; 0 for any free one
    /// @throws ConfigException if they make no sense
    ClusterPlan plan(int httpPort) throws ConfigException {
        if (data != null && data.toString().isEmpty()) {
            throw new ConfigException("--data is empty, expected a folder");
        }
        if (description == null) {
            checkReplicas();
        } else {
            checkDescribed();
        }
        return new ClusterPlan(
                data == null ? RunState.directory() : data.toAbsolutePath(),
                description == null ? null : description.toAbsolutePath(),
                ClusterPlan.Size.of(mode())
                        .withNodes(replicas(), frontEnds())
                        .withPorts(httpPort, soapPort)
                        .with(Feature.ON_DISK, data != null)
                        .with(Feature.WARM_SPARE, warmSpare)
                        .with(Feature.LAB, lab)
                        .with(Feature.LOSS_ACCEPTED, acceptLoss),
                faultsByNode(nodes()),
                date,
                seed(),
                ClusterPlan.Purpose.USE,
                Hosts.LOOPBACK,
                null);
    }

    private Mode mode() {
        return mode == null ? Mode.BOTH : mode;
    }

    private int replicas() {
        return replicas == null ? mode().replicasMin() : replicas;
    }

    private int frontEnds() {
        return frontEnds == null ? 1 : frontEnds;
    }

    private ImmutableList<NodeId> nodes() throws ConfigException {
        if (description != null) {
            return ClusterConfig.load(description, Implementations.names()).nodes();
        }
        var nodes = ImmutableList.<NodeId>builder().add(NodeId.SEQUENCER);
        for (int i = 1; i <= frontEnds(); i++) {
            nodes.add(NodeId.frontEnd(i));
        }
        for (int slot = 1; slot <= replicas(); slot++) {
            nodes.add(NodeId.replica(slot)).add(NodeId.manager(slot));
        }
        return nodes.build();
    }

    private ImmutableMap<NodeId, String> faultsByNode(ImmutableList<NodeId> nodes)
            throws ConfigException {
        var byNode = new LinkedHashMap<NodeId, String>();
        for (var fault : faults) {
            var parts = Splitter.on('=').limit(2).splitToList(fault);
            if (parts.size() < 2) {
                throw new ConfigException(
                        "--fault '%s', expected ROLE=FAULTS such as R2=wrong-reply"
                                .formatted(fault));
            }
            var chosen = RoleName.among(nodes, parts.getFirst());
            if (chosen.isEmpty()) {
                throw new ConfigException(
                        "--fault names '%s', expected sequencer, frontend, all or one of %s"
                                .formatted(parts.getFirst(), nodes));
            }
            for (var node : chosen) {
                var all =
                        byNode.merge(node, parts.getLast(), (before, more) -> before + "," + more);
                RoleFaults.parse(all).requireFor(node);
            }
        }
        return ImmutableMap.copyOf(byNode);
    }

    private void checkDescribed() throws ConfigException {
        refuse(mode != null, MODE, "the mode");
        refuse(replicas != null, REPLICAS, "which replicas there are");
        refuse(frontEnds != null, FRONT_ENDS, "which front ends there are");
        refuse(warmSpare, WARM_SPARE, "whether there are spares");
        refuse(soapPort != null, SOAP, "the port");
    }

    private static void refuse(boolean isTyped, String option, String described)
            throws ConfigException {
        if (isTyped) {
            throw new ConfigException(
                    "%s beside --config, expected only one: the description says %s"
                            .formatted(option, described));
        }
    }

    private void checkReplicas() throws ConfigException {
        var complaint =
                OptionCheck.complaint(
                        REPLICAS, replicas(), mode().replicasMin(), ReplicaId.SLOTS_MAX);
        if (complaint.isPresent()) {
            throw new ConfigException(complaint.get());
        }
    }
}
