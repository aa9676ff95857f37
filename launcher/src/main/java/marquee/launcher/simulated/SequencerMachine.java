package marquee.launcher.simulated;

import com.google.common.collect.ImmutableList;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import marquee.protocol.Chance;
import marquee.protocol.Effect;
import marquee.protocol.NodeId;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.Membership;
import marquee.protocol.replication.ReplicationCodec;
import marquee.protocol.replication.ReplicationMessage.ToSequencer;
import marquee.protocol.replication.SlotReport;
import marquee.protocol.wire.Bytes;
import marquee.replicas.host.state.ReplicatedState;
import marquee.sequencer.Counter;
import marquee.sequencer.HistoryLimits;
import marquee.sequencer.Sequencer;
import marquee.sequencer.SequencerEffect;
import marquee.sequencer.SequencerEvent;
import marquee.sequencer.SequencerEvent.ClockRead;
import marquee.sequencer.SequencerSettings;
import marquee.sequencer.WriteAhead;
import marquee.sequencer.log.Durability;
import marquee.sequencer.log.KeptSnapshot;
import marquee.sequencer.log.LogRefusedException;
import marquee.sequencer.log.LogSettings;
import marquee.sequencer.log.LogVisitor;
import marquee.sequencer.log.SequencerLog;
import marquee.simulation.SimulatedProcess;
import marquee.simulation.Violation;
import marquee.transport.LocalEffects;
import org.jspecify.annotations.Nullable;

/// The machine of the sequencer: its process, its disk, and its clock on the wall.
final class SequencerMachine implements Machine {
    private static final long MILLI = 1_000_000;
    private static final long BESIDE_REQUESTS = 400;
    private static final long SEGMENT_BYTES = 20_000;
    private static final long SEGMENT_BYTES_CUT = 1_000;

    /// Shortly before midnight, so that the business date changes in the middle of a run.
    private static final long CLOCK_START =
            Cluster.FIRST_DAY.atTime(23, 59, 58).toInstant(ZoneOffset.UTC).toEpochMilli();

    /// A snapshot every few entries, and a slot that is a little behind is removed.
    private static final HistoryLimits CUT_OFTEN =
            new HistoryLimits(30, 100 * MILLI, 8, 90, 200, 50);

    private final Cluster cluster;
    private final Chance chance;
    private final SimulatedProcess<ToSequencer, SequencerEvent> process;
    private final SequencerDisk disk;
    private final List<Entry> written = new ArrayList<>();
    private @Nullable Sequencer sequencer;
    private long clockStep;
    private long epoch;
    private long snapshot;

    SequencerMachine(Cluster cluster) {
        this.cluster = cluster;
        this.chance = cluster.surroundings().chances().processes().split();
        this.process =
                new SimulatedProcess<>(
                        cluster.surroundings(), cluster.network(), NodeId.SEQUENCER, this::stepped);
        this.disk = new SequencerDisk(process, chance);
    }

    @Override
    public SimulatedProcess<ToSequencer, SequencerEvent> process() {
        return process;
    }

    /// Moves the clock on the wall by `millis`.
    void stepClock(long millis) {
        clockStep += millis;
        cluster.mark("clock stepped", 1);
    }

    /// Makes the process crash in the middle of its next write.
    ///
    /// @return whether it runs
    boolean tearNextWrite() {
        if (process.isRunning()) {
            disk.tearNextWrite();
        }
        return process.isRunning();
    }

    /// Lets the next write succeed after all.
    void spareNextWrite() {
        disk.spareNextWrite();
    }

    @Override
    public void start() {
        if (process.isRunning()) {
            return;
        }
        var starting = new Sequencer(settings(), clock());
        var opened = open(starting);
        // Invariant I17: an epoch is never used twice.
        if (opened.epoch() <= epoch) {
            throw new Violation("I17", "epoch " + opened.epoch() + " follows " + epoch);
        }
        epoch = opened.epoch();
        sequencer = starting;
        cluster.mark("torn tail cut", opened.cut() > 0 ? 1 : 0);
        process.start(
                cluster.settings(NodeId.SEQUENCER, 0, epoch),
                cluster.guarded(process.who(), starting),
                ReplicationCodec.forSequencer(),
                new Effects(opened));
    }

    /// What the sequencer is told of its group.
    private SequencerSettings settings() {
        var shape = cluster.shape();
        return new SequencerSettings(
                shape.group(),
                shape.assignments(),
                shape.implementationNames(),
                cluster.limits().replica().state().keys().ownSession(),
                cluster.plan().isStaged(),
                cluster.limits().sequencer().withHistory(history()));
    }

    private HistoryLimits history() {
        return cluster.shape().cutting() ? CUT_OFTEN : cluster.limits().sequencer().history();
    }

    private SequencerLog open(Sequencer starting) {
        long segment = cluster.shape().cutting() ? SEGMENT_BYTES_CUT : SEGMENT_BYTES;
        var settings =
                new LogSettings(Cluster.ID, cluster.shape().durability(), "", false, segment);
        try {
            if (epoch == 0) {
                return SequencerLog.create(disk, settings);
            }
            return SequencerLog.open(disk, settings, new Recovery(starting));
        } catch (LogRefusedException refused) {
            throw new Violation("P19", "the sequencer's own log is refused: " + refused);
        }
    }

    /// What a start reads goes to the role, and is held against what is known of it.
    private final class Recovery implements LogVisitor {
        private final Sequencer starting;

        Recovery(Sequencer starting) {
            this.starting = starting;
        }

        @Override
        public void snapshot(KeptSnapshot kept) {
            if (kept.number() < snapshot) {
                throw new Violation("I17", "the snapshot at " + snapshot + " is gone");
            }
            snapshot = kept.number();
            starting.recover(kept);
            cluster.mark("started from a snapshot", 1);
        }

        /// What nobody had been told of may have been written all the same before the crash.
        @Override
        public void entry(Entry entry) {
            starting.recover(entry);
            if (entry.number() > cluster.order().head()) {
                cluster.order().append(entry);
            } else {
                cluster.order().check(entry);
            }
        }
    }

    /// What the sequencer knows of each slot; nothing while it does not run.
    ImmutableList<SlotReport> slots() {
        return process.isRunning() && sequencer != null
                ? sequencer.slots(process.clock())
                : ImmutableList.of();
    }

    /// The membership at the head; null while the sequencer does not run.
    @Nullable Membership membership() {
        return process.isRunning() && sequencer != null ? sequencer.membership() : null;
    }

    /// Whether the sequencer runs and has heard of any manager.
    boolean isManaged() {
        return process.isRunning() && sequencer != null && sequencer.isManaged();
    }

    private void stepped() {
        // Invariant I13, but for what the group itself is told of while nothing is admitted.
        if (sequencer != null) {
            long most = history().retainedMax() + history().anewMax() + BESIDE_REQUESTS;
            Judgement.checkBound("the history", sequencer.retained(), most);
        }
        if (!process.isRunning()) {
            written.clear();
            spareNextWrite();
            count();
            if (cluster.shape().durability() == Durability.FSYNC && chance.below(2) == 0) {
                disk.cutPower();
                cluster.mark("power cut", 1);
            }
            cluster.restartLater(this);
        }
    }

    private ClockRead clock() {
        long millis = CLOCK_START + clockStep + cluster.surroundings().simulation().now() / MILLI;
        var date =
                cluster.plan().isStaged()
                        ? cluster.firstDay()
                        : Instant.ofEpochMilli(millis).atZone(ZoneOffset.UTC).toLocalDate();
        return new ClockRead(millis, (int) date.toEpochDay());
    }

    @Override
    public void count() {
        if (sequencer != null) {
            for (var what : Counter.values()) {
                cluster.mark("sequencer: " + what, sequencer.counters().of(what));
            }
        }
    }

    /// What the sequencer's process does for its role in one life.
    private final class Effects implements LocalEffects {
        private final WriteAhead ahead;
        private final SequencerLog log;

        Effects(SequencerLog log) {
            this.log = log;
            this.ahead =
                    new WriteAhead(
                            new WriteAhead.Storage(log, new WriteAhead.Aside(disk, Runnable::run)),
                            SequencerMachine.this::clock,
                            process::submit,
                            cluster.judgement()::noticed);
        }

        @Override
        public void perform(Effect.Local effect) {
            ahead.perform(effect);
            switch ((SequencerEffect) effect) {
                case SequencerEffect.Append(var entry) -> written.add(entry);
                case SequencerEffect.UseSnapshot(var kept) -> checkSnapshot(log, kept);
                case SequencerEffect.CutHistory _ -> cluster.replicas().checkCut(log.first());
                default -> {}
            }
        }

        /// From here on the entries are the order: they are written down, and may be spoken of.
        @Override
        public void beforeSend() {
            ahead.beforeSend();
            written.forEach(cluster.order()::append);
            written.clear();
        }
    }

    /// Invariants I14 and I17: the state that history is cut behind is the right one, and none is
    /// older than one before it.
    private void checkSnapshot(SequencerLog log, KeptSnapshot kept) {
        if (kept.number() <= snapshot) {
            throw new Violation("I17", "a snapshot at " + kept.number() + " follows " + snapshot);
        }
        snapshot = kept.number();
        var chunks = new ArrayList<Bytes>();
        for (int place = 0; place < kept.chunks(); place++) {
            chunks.add(log.read(kept, place));
        }
        var application = Implementations.named("collections").create();
        var state = new ReplicatedState(application, cluster.limits().replica().state());
        if (!state.restore(chunks) || state.executed() != snapshot) {
            throw new Violation("I14", "what is kept at " + snapshot + " is no state");
        }
        cluster.order().checkDigest("the snapshot", snapshot, state.digest());
    }
}
