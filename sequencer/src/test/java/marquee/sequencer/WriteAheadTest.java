package marquee.sequencer;

import static marquee.sequencer.Bench.DAY;
import static marquee.sequencer.Bench.F1;
import static marquee.sequencer.Bench.WALL;
import static marquee.sequencer.Bench.own;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import marquee.protocol.Effect;
import marquee.protocol.Event;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.Group;
import marquee.protocol.replication.ReplicationCodec;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd;
import marquee.protocol.replication.ReplicationMessage.ToSequencer;
import marquee.protocol.replication.Stamp;
import marquee.sequencer.SequencerEffect.Notice;
import marquee.sequencer.SequencerEffect.Subject;
import marquee.sequencer.SequencerEvent.ClockRead;
import marquee.sequencer.SequencerEvent.HistoryRead;
import marquee.sequencer.log.DiskException;
import marquee.sequencer.log.Durability;
import marquee.sequencer.log.ForwardingDisk;
import marquee.sequencer.log.LogRefusedException;
import marquee.sequencer.log.LogSettings;
import marquee.sequencer.log.MemoryDisk;
import marquee.sequencer.log.SequencerLog;
import marquee.transport.LinkLimits;
import marquee.transport.Node;
import marquee.transport.NodeSettings;
import org.junit.jupiter.api.Test;

/// A sequencer on real links, over a simulated disk, and one front end that asks.
class WriteAheadTest {
    private static final LogSettings FSYNC = LogSettings.of(7, Durability.FSYNC);
    private static final SequencerSettings SETTINGS =
            new SequencerSettings(Group.BOTH, true, SequencerLimits.DEFAULT);
    private static final long MILLI = 1_000_000;

    private final MemoryDisk disk = new MemoryDisk();
    private final List<SequencerEvent> submitted = new ArrayList<>();
    private final List<byte[]> fromSequencer = new ArrayList<>();
    private final List<byte[]> fromFrontEnd = new ArrayList<>();
    private final List<ToFrontEnd> heard = new ArrayList<>();
    private final Node<ToFrontEnd, List<ToSequencer>> frontEnd = frontEnd();
    private long now;

    @Test
    void flushesOnceForAllRequestsThatCameTogetherP19() throws LogRefusedException {
        var sequencer = node(SequencerLog.create(disk, FSYNC));
        connect(sequencer);
        int before = disk.syncs();

        frontEnd.submit(now, List.of(own(1), own(2), own(3)));
        exchange(sequencer);

        assertThat(heard).filteredOn(ToFrontEnd.Bound.class::isInstance).hasSize(3);
        assertThat(disk.syncs() - before).isEqualTo(1);
        disk.cutPower();
        var seen = new ArrayList<Entry>();
        SequencerLog.open(disk, FSYNC, seen::add);
        assertThat(seen).extracting(Entry::number).containsExactly(1L, 2L, 3L);
    }

    @Test
    void sendsNothingOfWhatTheDiskRefusedP19() throws LogRefusedException {
        var sequencer = node(SequencerLog.create(disk, FSYNC));
        connect(sequencer);
        disk.limit(10);

        frontEnd.submit(now, List.of(own(1)));
        assertThatThrownBy(() -> exchange(sequencer)).isInstanceOf(DiskException.class);

        assertThat(fromSequencer).isEmpty();
        assertThat(SequencerLog.open(disk, FSYNC, entry -> {}).head()).isZero();
    }

    @Test
    void readsHistoryBackForASlotThatLags() throws LogRefusedException {
        var log = SequencerLog.create(disk, FSYNC);
        var local = new WriteAhead(storage(log), () -> clock(), submitted::add, notice -> {});
        local.perform(new SequencerEffect.Append(Bench.entry(1, Bench.stamp(0), 1)));

        local.perform(new SequencerEffect.ReadHistory(NodeId.replica(2), 1, 10));

        assertThat(submitted)
                .containsExactly(
                        new HistoryRead(
                                NodeId.replica(2),
                                1,
                                ImmutableList.of(Bench.entry(1, Bench.stamp(0), 1))));
    }

    @Test
    void whatCannotBeReadBackEndsNobodyIfASpareWantsIt() throws LogRefusedException {
        var bad = new AtomicBoolean();
        var broken =
                new ForwardingDisk(disk) {
                    @Override
                    public void read(String file, long offset, ByteBuffer into) {
                        if (bad.get()) {
                            throw new DiskException("a bad sector");
                        }
                        super.read(file, offset, into);
                    }
                };
        var log = SequencerLog.create(broken, FSYNC);
        var notices = new ArrayList<Notice>();
        var local = new WriteAhead(storage(log), () -> clock(), submitted::add, notices::add);
        local.perform(new SequencerEffect.Append(Bench.entry(1, Bench.stamp(0), 1)));
        local.beforeSend();
        bad.set(true);

        local.perform(new SequencerEffect.ReadHistory(NodeId.manager(2), 1, 10));

        assertThat(notices).containsExactly(new Notice(Subject.UNREADABLE, NodeId.manager(2), 1));
        assertThat(submitted).isEmpty();
        var forSlot = new SequencerEffect.ReadHistory(NodeId.replica(2), 1, 10);
        assertThatThrownBy(() -> local.perform(forSlot)).isInstanceOf(DiskException.class);
    }

    @Test
    void whatTheDiskRefusesEndsTheSequencerAlsoWhereASpareHasHadItWrittenP19()
            throws LogRefusedException {
        var log = SequencerLog.create(disk, FSYNC);
        var local = new WriteAhead(storage(log), () -> clock(), submitted::add, notice -> {});
        local.perform(new SequencerEffect.Append(Bench.entry(1, Bench.stamp(0), 1)));
        disk.limit(10);

        var read = new SequencerEffect.ReadHistory(NodeId.manager(2), 1, 10);
        assertThatThrownBy(() -> local.perform(read)).isInstanceOf(DiskException.class);
    }

    @Test
    void aClockBeyondTheLastBusinessDateLeavesALogThatCanBeReadAgain() throws LogRefusedException {
        var local =
                new WriteAhead(
                        storage(SequencerLog.create(disk, FSYNC)),
                        WriteAheadTest::clock,
                        submitted::add,
                        notice -> {});
        var sequencer = new Sequencer(SETTINGS, new ClockRead(WALL, Stamp.BUSINESS_DAY_MAX + 1));
        sequencer.on(now, new Event.Connected<>(F1));
        for (var effect : sequencer.on(now, new Event.Received<>(F1, own(1)))) {
            if (effect instanceof SequencerEffect.Append append) {
                local.perform(append);
            }
        }
        local.beforeSend();

        var seen = new ArrayList<Entry>();
        SequencerLog.open(disk, FSYNC, seen::add);

        assertThat(seen)
                .extracting(entry -> entry.stamp().businessDay())
                .containsExactly(Stamp.BUSINESS_DAY_MAX);
    }

    private WriteAhead.Storage storage(SequencerLog log) {
        return new WriteAhead.Storage(log, new WriteAhead.Aside(disk, Runnable::run));
    }

    private static ClockRead clock() {
        return new ClockRead(WALL, DAY);
    }

    private Node<ToSequencer, SequencerEvent> node(SequencerLog log) {
        return new Node<>(
                new NodeSettings(
                        new Peer(NodeId.SEQUENCER, 0, log.epoch()),
                        7,
                        LinkLimits.DEFAULT,
                        ImmutableList.of(F1.id()),
                        1),
                new Sequencer(SETTINGS, clock()),
                ReplicationCodec.forSequencer(),
                new WriteAhead(storage(log), WriteAheadTest::clock, submitted::add, notice -> {}),
                (to, bytes, length) -> fromSequencer.add(Arrays.copyOf(bytes, length)));
    }

    private Node<ToFrontEnd, List<ToSequencer>> frontEnd() {
        return new Node<>(
                new NodeSettings(F1, 7, LinkLimits.DEFAULT, ImmutableList.of(NodeId.SEQUENCER), 2),
                (now, event, effects) -> {
                    switch (event) {
                        case Event.Received(var from, var message) -> heard.add(message);
                        case Event.Submitted(var asked) ->
                                asked.forEach(message ->
                                        effects.accept(new Effect.Send(NodeId.SEQUENCER, message)));
                        default -> {}
                    }
                },
                ReplicationCodec.forFrontEnd(),
                effect -> {},
                (to, bytes, length) -> fromFrontEnd.add(Arrays.copyOf(bytes, length)));
    }

    private void connect(Node<ToSequencer, SequencerEvent> sequencer) {
        sequencer.start(now);
        frontEnd.start(now);
        for (int i = 0; i < 5; i++) {
            exchange(sequencer);
        }
        assertThat(sequencer.isConnected(F1.id())).isTrue();
        fromSequencer.clear();
    }

    /// Both send what they have and take what the other sent, a few times.
    private void exchange(Node<ToSequencer, SequencerEvent> sequencer) {
        for (int i = 0; i < 3; i++) {
            now += 10 * MILLI;
            frontEnd.expire(now);
            frontEnd.flush(now);
            List.copyOf(fromFrontEnd).forEach(sent -> sequencer.receive(now, sent, sent.length));
            fromFrontEnd.clear();
            sequencer.expire(now);
            sequencer.flush(now);
            List.copyOf(fromSequencer).forEach(sent -> frontEnd.receive(now, sent, sent.length));
            fromSequencer.clear();
        }
    }
}
