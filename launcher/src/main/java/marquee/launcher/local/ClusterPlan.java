package marquee.launcher.local;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import java.nio.file.Path;
import java.time.LocalDate;
import marquee.config.Mode;
import marquee.protocol.NodeId;
import org.jspecify.annotations.Nullable;

/// What a local cluster is to be like.
///
/// @param directory where the cluster keeps its description, log files and the sequencer's log
/// @param description the description to follow; null to write one with free ports
/// @param faults what each faulty node is told to do wrong, as after `--fault`
/// @param date the first business date; null for today
/// @param seed what every random choice of the nodes is made from
/// @param purpose what it is started for
/// @param hosts where its nodes run
/// @param recordings where the nodes take down what they send and receive; null for nowhere
public record ClusterPlan(
        Path directory,
        @Nullable Path description,
        Size size,
        ImmutableMap<NodeId, String> faults,
        @Nullable LocalDate date,
        long seed,
        Purpose purpose,
        Hosts hosts,
        @Nullable Path recordings) {
    /// What a cluster is for.
    public enum Purpose {
        /// To be used: small processes that start quickly.
        USE,
        /// To be measured natively: the optimizing compiler, heaps that are never short, no text
        /// logs of requests, and a driver in the place of the first front end.
        MEASURE,
        /// The same to be measured over HTTP, with the first front end.
        MEASURE_HTTP,
        /// To leave archives of the classes its processes used, which make later starts quick.
        ARCHIVE;

        /// Whether what is measured is the program, not how little it needs.
        boolean isMeasured() {
            return this == MEASURE || this == MEASURE_HTTP;
        }
    }

    /// What a cluster may have or lack, where no description says so.
    public enum Feature {
        /// Replica managers start the replicas and replace them.
        MANAGED,
        /// Replicas keep their stores in the cluster's directory, not in memory.
        ON_DISK,
        /// The cluster has a secret, and datagrams are proved by keys.
        KEYED,
        /// Each manager keeps a started process in reserve.
        WARM_SPARE,
        /// Front ends take users at their word although others can reach them.
        LAB,
        /// It starts although the newest entries of its order may be missing.
        LOSS_ACCEPTED
    }

    /// How many nodes there are and what they have, where no description says so.
    ///
    /// @param mode which faults the group is made for
    /// @param httpPort the first port to try for web services; 0 for any free one
    /// @param soapPort the first port to try for SOAP, 0 for any free one; null for no SOAP
    public record Size(
            Mode mode,
            int replicas,
            int frontEnds,
            int httpPort,
            @Nullable Integer soapPort,
            ImmutableSet<Feature> features) {
        /// Four replicas and one front end, on free ports, managed and with keys.
        public static final Size USUAL = of(Mode.BOTH);

        /// As many replicas as `mode` needs, and all else as usual.
        public static Size of(Mode mode) {
            var features = Sets.immutableEnumSet(Feature.MANAGED, Feature.KEYED);
            return new Size(mode, mode.replicasMin(), 1, 0, null, features);
        }

        /// The same with as many nodes.
        public Size withNodes(int changedReplicas, int changedFrontEnds) {
            return new Size(mode, changedReplicas, changedFrontEnds, httpPort, soapPort, features);
        }

        /// The same with other first ports to try.
        public Size withPorts(int changedHttp, @Nullable Integer changedSoap) {
            return new Size(mode, replicas, frontEnds, changedHttp, changedSoap, features);
        }

        /// The same, which has `feature` if that is `wanted`, and lacks it if not.
        public Size with(Feature feature, boolean wanted) {
            var one = ImmutableSet.of(feature);
            var changed = wanted ? Sets.union(features, one) : Sets.difference(features, one);
            return new Size(
                    mode, replicas, frontEnds, httpPort, soapPort, Sets.immutableEnumSet(changed));
        }

        /// Whether it has `feature`.
        boolean has(Feature feature) {
            return features.contains(feature);
        }
    }

    /// A cluster of the usual size in `directory`, free of faults.
    public static ClusterPlan of(Path directory) {
        return new ClusterPlan(
                directory,
                null,
                Size.USUAL,
                ImmutableMap.of(),
                null,
                1,
                Purpose.USE,
                Hosts.LOOPBACK,
                null);
    }

    /// The same with `faults`.
    public ClusterPlan withFaults(ImmutableMap<NodeId, String> changed) {
        return new ClusterPlan(
                directory, description, size, changed, date, seed, purpose, hosts, recordings);
    }

    /// The same with another first business date.
    public ClusterPlan withDate(LocalDate changed) {
        return new ClusterPlan(
                directory, description, size, faults, changed, seed, purpose, hosts, recordings);
    }

    /// The same with other random choices.
    public ClusterPlan withSeed(long changed) {
        return new ClusterPlan(
                directory, description, size, faults, date, changed, purpose, hosts, recordings);
    }

    /// The same with another size.
    public ClusterPlan withSize(Size changed) {
        return new ClusterPlan(
                directory, description, changed, faults, date, seed, purpose, hosts, recordings);
    }

    /// The same for another purpose.
    public ClusterPlan withPurpose(Purpose changed) {
        return new ClusterPlan(
                directory, description, size, faults, date, seed, changed, hosts, recordings);
    }

    /// The same on other hosts; not for a cluster with a description, which says where they are.
    public ClusterPlan withHosts(Hosts changed) {
        return new ClusterPlan(
                directory, description, size, faults, date, seed, purpose, changed, recordings);
    }

    /// The same, whose nodes take down what they send and receive.
    public ClusterPlan recorded() {
        var folder = recordings(directory);
        return new ClusterPlan(
                directory, description, size, faults, date, seed, purpose, hosts, folder);
    }

    /// Where the nodes of a recorded cluster in `directory` take down what they send and receive.
    public static Path recordings(Path directory) {
        return directory.resolve("recordings");
    }

    /// Where the sequencer of a cluster in `directory` without a description of its own has its
    /// log.
    public static Path sequencerLog(Path directory) {
        return directory.resolve("sequencer");
    }

    /// A cluster after the description in `file`, to be measured natively; what it writes goes to
    /// `directory`.
    public static ClusterPlan toMeasure(Path directory, Path file) {
        return new ClusterPlan(
                directory,
                file,
                Size.USUAL,
                ImmutableMap.of(),
                null,
                1,
                Purpose.MEASURE,
                Hosts.LOOPBACK,
                null);
    }
}
