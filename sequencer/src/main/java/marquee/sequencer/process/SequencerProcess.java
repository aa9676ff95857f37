package marquee.sequencer.process;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import marquee.config.ClusterConfig;
import marquee.config.ConfigException;
import marquee.config.ExitStatus;
import marquee.config.RoleFaults;
import marquee.config.process.FaultDesk;
import marquee.config.process.RoleShell;
import marquee.config.process.StartException;
import marquee.protocol.Effect;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.replication.Assignment;
import marquee.protocol.replication.ReplicationCodec;
import marquee.protocol.replication.ReplicationMessage.ToSequencer;
import marquee.protocol.replication.Stamp;
import marquee.sequencer.HistoryLimits;
import marquee.sequencer.Sequencer;
import marquee.sequencer.SequencerEffect;
import marquee.sequencer.SequencerEvent;
import marquee.sequencer.SequencerLimits;
import marquee.sequencer.SequencerSettings;
import marquee.sequencer.WriteAhead;
import marquee.sequencer.log.DiskException;
import marquee.sequencer.log.Durability;
import marquee.sequencer.log.LogRefusedException;
import marquee.sequencer.log.LogSettings;
import marquee.sequencer.log.SequencerLog;
import marquee.transport.ClusterSecret;
import marquee.transport.LinkKeys;
import marquee.transport.LocalEffects;
import marquee.transport.udp.EventLoop;
import marquee.transport.udp.UdpSettings;
import org.jspecify.annotations.Nullable;

/// The sequencer as a process: opens its log, then runs the role on UDP until it is told to stop.
/// When its disk fails it stops at once, with one line, and what was not written is not sent.
public final class SequencerProcess {
    private final ClusterConfig config;
    private final Options options;
    private final RoleShell shell;
    private final Path folder;
    private final WallClock clock;
    private final Sequencer sequencer;
    private final Chronicle chronicle;
    private final FaultDesk faults = new FaultDesk(NodeId.SEQUENCER);
    private @Nullable EventLoop<ToSequencer, SequencerEvent> loop;
    private LinkKeys keys = LinkKeys.NONE;

    private SequencerProcess(ClusterConfig config, Options options, RoleShell shell) {
        this.config = config;
        this.options = options;
        this.shell = shell;
        this.folder = config.sequencer().data();
        this.clock = new WallClock(config.timeZone(), options.date());
        var settings =
                new SequencerSettings(
                        config.group(),
                        assignments(config),
                        config.implementations(),
                        config.limits().pendingRequestsMax(),
                        options.lab() || config.tokens() != null,
                        limits());
        this.sequencer = new Sequencer(settings, clock.get());
        this.chronicle = new Chronicle(sequencer);
    }

    /// A log that is never started from again is not cut.
    private SequencerLimits limits() {
        var history =
                durability() == Durability.NONE
                        ? HistoryLimits.NEVER
                        : HistoryLimits.DEFAULT.withSnapshotEvery(
                                config.limits().snapshotEntries());
        return SequencerLimits.DEFAULT.withHistory(history);
    }

    /// Each slot begins at home.
    private static ImmutableList<Assignment> assignments(ClusterConfig config) {
        return config.replicas().stream()
                .map(replica ->
                        new Assignment(
                                NodeId.manager(replica.node().id().index()),
                                replica.implementation()))
                .collect(ImmutableList.toImmutableList());
    }

    /// Runs the sequencer of the cluster `config` on this thread until the process is told to end.
    ///
    /// @return the exit status, of [ExitStatus]
    public static int run(ClusterConfig config, Options options) {
        return RoleShell.run(
                new RoleShell.Settings(config, NodeId.SEQUENCER, options.withParent()),
                shell -> new SequencerProcess(config, options, shell).run());
    }

    private int run() throws ConfigException, StartException, IOException {
        checkDate();
        keys = ClusterSecret.keys(config.readSecret(), NodeId.SEQUENCER);
        try (var held = LogFolder.open(folder, options.init())) {
            var log = open(held.disk());
            try (var aside = new AsideThread(folder, this::stopLoop)) {
                serve(log, aside);
            }
            return ExitStatus.DONE;
        } catch (LogRefusedException e) {
            throw LogFolder.refused(folder, e.getMessage());
        } catch (DiskException e) {
            throw LogFolder.refused(
                    folder, "the disk failed, so the sequencer stops: " + e.getMessage());
        }
    }

    /// Runs until it is stopped, and closes the log, unless work beside the loop has failed: what
    /// it could not flush is not to be called a clean end.
    private void serve(SequencerLog log, AsideThread aside) throws ConfigException, IOException {
        try (var opened = open(new WriteAhead.Storage(log, aside.aside()))) {
            shell.onStop(opened::close);
            shell.explain(opened::complaint);
            shell.reportReadiness(
                    () -> missing(opened),
                    () -> "epoch " + log.epoch() + ", next #" + (sequencer.head() + 1));
            opened.run();
        } catch (IOException | ConfigException e) {
            aside.finish();
            log.close();
            throw e;
        }
        aside.finish();
        log.close();
    }

    private SequencerLog open(FileDisk disk) throws LogRefusedException {
        var settings =
                new LogSettings(
                        config.clusterId(),
                        durability(),
                        LogFolder.hostBoot(),
                        options.acceptLoss(),
                        LogSettings.SEGMENT_BYTES_MAX);
        var log =
                options.init()
                        ? SequencerLog.create(disk, settings)
                        : SequencerLog.open(disk, settings, chronicle);
        chronicle.opened(log.epoch(), log.head(), log.cut());
        chronicle.begins(LocalDate.ofEpochDay(sequencer.stamp(0).businessDay()), options.date());
        return log;
    }

    private EventLoop<ToSequencer, SequencerEvent> open(WriteAhead.Storage storage)
            throws ConfigException, IOException {
        var self = new Peer(NodeId.SEQUENCER, 0, storage.log().epoch());
        var peers = peers();
        var udp =
                new UdpSettings(config.bindAddress(NodeId.SEQUENCER), config.addresses(peers))
                        .withMoves(config::moved)
                        .withFaults(options.faults().links(), options.seed())
                        .recordedIn(config.recordings())
                        .yielding();
        var node = config.nodeSettings(self, peers, options.seed()).withKeys(keys);
        var writeAhead = new WriteAhead(storage, clock, this::submit, chronicle);
        var opened =
                EventLoop.open(
                        udp, node, sequencer, ReplicationCodec.forSequencer(), local(writeAhead));
        loop = opened;
        faults.started(options.faults(), options.seed());
        return opened;
    }

    /// What leaves together leaves in this order: replicas first, who have work to do.
    private ImmutableList<NodeId> peers() {
        return config.peersOf(NodeId.SEQUENCER).stream()
                .sorted(Comparator.comparing(node -> node.kind() != NodeId.Kind.REPLICA))
                .collect(ImmutableList.toImmutableList());
    }

    private LocalEffects local(WriteAhead writeAhead) {
        return new LocalEffects() {
            @Override
            public void perform(Effect.Local effect) {
                if (effect instanceof SequencerEffect.Misbehave(var order)) {
                    faults.told(order, SequencerProcess.this::changeFaults);
                } else {
                    writeAhead.perform(effect);
                }
            }

            @Override
            public void beforeSend() {
                writeAhead.beforeSend();
            }
        };
    }

    private void changeFaults(RoleFaults changed, long seed) {
        if (loop != null) {
            loop.changeFaults(changed.links(), seed);
        }
    }

    private void stopLoop() {
        if (loop != null) {
            loop.close();
        }
    }

    private void submit(SequencerEvent event) {
        if (loop != null) {
            loop.submit(event);
        }
    }

    /// The nodes that are missed until one front end and as many replicas are there as are up when
    /// as many have crashed as the group tolerates: from then on requests are answered.
    private ImmutableList<NodeId> missing(EventLoop<ToSequencer, SequencerEvent> loop) {
        var replicas = away(loop, NodeId.Kind.REPLICA);
        var frontEnds = away(loop, NodeId.Kind.FRONT_END);
        boolean enough =
                replicas.size() <= config.group().crashes()
                        && frontEnds.size() < config.frontEnds().size();
        return enough
                ? ImmutableList.of()
                : ImmutableList.<NodeId>builder().addAll(frontEnds).addAll(replicas).build();
    }

    private ImmutableList<NodeId> away(
            EventLoop<ToSequencer, SequencerEvent> loop, NodeId.Kind kind) {
        return config.nodes().stream()
                .filter(node -> node.kind() == kind && !loop.isConnected(node))
                .collect(ImmutableList.toImmutableList());
    }

    private void checkDate() throws StartException {
        var date = options.date();
        if (date != null && !Stamp.isBusinessDate(date)) {
            throw new StartException(
                    ExitStatus.USAGE,
                    "the business date %s is out of range, expected one from 1970 to 2099"
                            .formatted(date));
        }
    }

    private Durability durability() {
        return switch (config.sequencer().durability()) {
            case OS -> Durability.OS;
            case FSYNC -> Durability.FSYNC;
            case NONE -> Durability.NONE;
        };
    }
}
