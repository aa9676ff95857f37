package marquee.sequencer;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import marquee.protocol.Chance;
import marquee.protocol.Effect;
import marquee.protocol.Event;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.replication.Ballot;
import marquee.protocol.replication.Cause;
import marquee.protocol.replication.Digest;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.MembershipChange;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.ReplicationMessage.ToReplica.Ordered;
import marquee.protocol.replication.ReplicationMessage.ToSequencer;
import marquee.protocol.replication.RequestId;
import marquee.protocol.replication.SlotReport.Biography;
import marquee.protocol.wire.Bytes;
import marquee.sequencer.SequencerEffect.Append;
import marquee.sequencer.SequencerEffect.ReadHistory;
import marquee.sequencer.SequencerEvent.HistoryRead;
import org.junit.jupiter.api.Test;

/// Anybody says anything, in any order: nothing is thrown, and the order stays an order.
class SequencerFuzzTest {
    private static final int STEPS = 150_000;

    private static final SequencerLimits LIMITS =
            new SequencerLimits(8, 4_096, 3, 8, 4_096, 16, 3, 5, 3, 2, 2, HistoryLimits.DEFAULT);

    /// What comes of slots that say the same, which those here do not do for long.
    private static final EnumSet<Counter> OF_A_GROUP_THAT_AGREES =
            EnumSet.of(
                    Counter.DIGESTS_SPLIT,
                    Counter.SNAPSHOTS,
                    Counter.SNAPSHOTS_FAILED,
                    Counter.CUTS,
                    Counter.SENT_TO_SNAPSHOT,
                    Counter.LAGGARDS,
                    Counter.HISTORY_FULL);

    private final Chance chance = new Chance(47);
    private final Bench bench = new Bench(LIMITS);
    private final List<Entry> log = new ArrayList<>();
    private long newestMark;

    @Test
    void keepsTheOrderWhateverAnybodySays() {
        var sequencer = bench.sequencer;
        long now = 0;
        for (int step = 0; step < STEPS; step++) {
            now += chance.below(chance.happens(100) ? 100_000_000 : 1_000_000);
            for (var effect : sequencer.on(now, event())) {
                check(effect);
            }
        }

        assertThat(log.size()).isGreaterThan(STEPS / 30);
        assertThat(log).extracting(Entry::content).noneMatch(SequencerFuzzTest::needsMore);
        for (var counter : EnumSet.complementOf(OF_A_GROUP_THAT_AGREES)) {
            assertThat(sequencer.counters().of(counter)).as(counter.name()).isPositive();
        }
    }

    /// Whether a change of the group takes more than anybody here says.
    private static boolean needsMore(Entry.Content content) {
        return content instanceof MembershipChange.Replaced
                || content instanceof MembershipChange.JoinFailed
                || content instanceof MembershipChange.ManagerGone
                || content instanceof MembershipChange.Exited;
    }

    @Test
    void doesAlikeWithTheSameEvents() {
        assertThat(trace()).isEqualTo(trace());
    }

    private static List<Effect> trace() {
        var run = new SequencerFuzzTest();
        var effects = new ArrayList<Effect>();
        for (int step = 0; step < 5_000; step++) {
            for (var effect : run.bench.sequencer.on(step * 1_000_000L, run.event())) {
                run.check(effect);
                effects.add(effect);
            }
        }
        return effects;
    }

    /// Numbers have no gap, time does not fall, and nothing is sent that is not written.
    private void check(Effect effect) {
        switch (effect) {
            case Append(var entry) -> {
                assertThat(entry.number()).isEqualTo(log.size() + 1);
                if (!log.isEmpty()) {
                    assertThat(entry.stamp().millis())
                            .isGreaterThanOrEqualTo(log.getLast().stamp().millis());
                }
                log.add(entry);
                newestMark = entry.content() instanceof Entry.Mark ? entry.number() : newestMark;
            }
            case Effect.Send(var to, Ordered(var entry)) -> isWritten(entry, to);
            case Effect.Multicast(var to, Ordered(var entry)) -> isWritten(entry, to.getFirst());
            default -> {}
        }
    }

    private void isWritten(Entry entry, NodeId to) {
        assertThat(to.kind()).isEqualTo(NodeId.Kind.REPLICA);
        assertThat(log.get((int) entry.number() - 1)).isEqualTo(entry);
    }

    private Event<ToSequencer, SequencerEvent> event() {
        return switch (chance.below(20)) {
            case 0 -> new Event.Connected<>(peer());
            case 1 -> chance.happens(300) ? new Event.Disconnected<>(peer()) : connected();
            case 2 -> new Event.Expired<>(timer());
            case 3 ->
                    new Event.Submitted<>(
                            new SequencerEvent.ClockRead(
                                    Bench.WALL + chance.below(100_000), Bench.DAY));
            case 4, 5 -> history();
            default -> new Event.Received<>(peer(), message());
        };
    }

    private Event<ToSequencer, SequencerEvent> connected() {
        return new Event.Connected<>(Bench.life(1 + chance.below(4)));
    }

    private Event<ToSequencer, SequencerEvent> history() {
        int slot = 1 + chance.below(4);
        int from = 1 + chance.below(log.size() + 1);
        var asked = new ReadHistory(NodeId.replica(slot), from, 3);
        var entries = log.subList(from - 1, Math.min(log.size(), from + asked.most() - 1));
        return new Event.Submitted<>(
                new HistoryRead(NodeId.replica(slot), from, ImmutableList.copyOf(entries)));
    }

    private SequencerTimer timer() {
        var timers = SequencerTimer.values();
        return timers[chance.below(timers.length)];
    }

    private Peer peer() {
        var node =
                switch (chance.below(10)) {
                    case 0 -> NodeId.SEQUENCER;
                    case 1, 2, 3 -> NodeId.frontEnd(1 + chance.below(2));
                    case 4 -> NodeId.manager(1 + chance.below(4));
                    default -> NodeId.replica(1 + chance.below(chance.happens(900) ? 4 : 64));
                };
        boolean usual = chance.happens(950);
        return new Peer(node, usual ? 0 : chance.below(3), usual ? 200 : chance.below(300));
    }

    private ToSequencer message() {
        var replica = new ReplicaId(1 + chance.below(4), chance.happens(950) ? 0 : 1);
        return switch (chance.below(14)) {
            case 0 -> new ToSequencer.Settled(ticket());
            case 1, 2 -> new ToSequencer.Subscribe(replica, number(), Biography.UNKNOWN);
            case 3, 4 -> new ToSequencer.Progress(replica, number());
            case 5, 6 ->
                    new ToSequencer.MarkDigest(
                            replica,
                            chance.happens(800) ? newestMark : number(),
                            new Digest(chance.below(2), 0));
            case 7 -> new ToSequencer.ClusterQuery(chance.next());
            case 8 ->
                    new ToSequencer.MoveBusinessDate(
                            chance.next(), chance.happens(900) ? 0 : chance.below(40_000));
            case 9 -> proposal(replica);
            case 10 -> ofSnapshot(replica);
            default -> request();
        };
    }

    /// Two votes, which are too few, or many that are not counted.
    private ToSequencer.Proposal proposal(ReplicaId replica) {
        boolean few = chance.happens(500);
        var subject = few ? replica : new ReplicaId(replica.slot(), 7);
        var ballot = new Ballot.Replace(subject, Cause.CRASHED);
        var votes = ImmutableList.<Ballot.Vote>builder();
        for (int voter = 1; voter <= (few ? 2 : 4); voter++) {
            votes.add(new Ballot.Vote(NodeId.manager(voter), ballot, Bench.WALL));
        }
        for (int stranger = 5; stranger < 9; stranger++) {
            votes.add(new Ballot.Vote(NodeId.manager(stranger), ballot, Bench.WALL));
        }
        return new ToSequencer.Proposal(votes.build());
    }

    private ToSequencer ofSnapshot(ReplicaId replica) {
        var junk = Bytes.wrap(new byte[chance.below(100)]);
        return switch (chance.below(4)) {
            case 0 -> new ToSequencer.SnapshotChunk(replica, number(), chance.below(3), junk);
            case 1 -> new ToSequencer.SnapshotSum(replica, number(), chance.below(3), junk);
            case 2 -> new ToSequencer.NoSnapshot(replica, number());
            default -> new ToSequencer.WantArchived(replica, number(), chance.below(3));
        };
    }

    private ToSequencer.Request request() {
        long newest = chance.happens(950) ? Long.MAX_VALUE : chance.next();
        int key = 1 + chance.below(20);
        var id =
                chance.happens(900)
                        ? RequestId.named("ATWC000" + chance.below(4), Integer.toString(key))
                        : RequestId.own("#own", key);
        return new ToSequencer.Request(ticket(), id, newest, Bytes.wrap((byte) chance.below(2)));
    }

    private long ticket() {
        return chance.happens(990) ? chance.below(5_000) : chance.next();
    }

    private long number() {
        return switch (chance.below(4)) {
            case 0 -> chance.next() >>> 1;
            case 1 -> chance.below(log.size() + 2);
            default -> Math.max(0, log.size() - chance.below(4));
        };
    }
}
