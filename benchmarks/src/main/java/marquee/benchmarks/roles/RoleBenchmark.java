package marquee.benchmarks.roles;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.Locale;
import marquee.benchmarks.Trivial;
import marquee.frontend.FrontEnd;
import marquee.frontend.FrontEndEffect.Answered;
import marquee.frontend.FrontEndEvent;
import marquee.frontend.FrontEndLimits;
import marquee.frontend.FrontEndSettings;
import marquee.protocol.Effect;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.replication.Group;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.ReplicationCodec;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd;
import marquee.protocol.replication.SlotReport.Biography;
import marquee.protocol.wire.Bytes;
import marquee.replicas.host.ExecutionObserver;
import marquee.replicas.host.Replica;
import marquee.replicas.host.ReplicaLimits;
import marquee.sequencer.HistoryLimits;
import marquee.sequencer.Sequencer;
import marquee.sequencer.SequencerEvent.ClockRead;
import marquee.sequencer.SequencerLimits;
import marquee.sequencer.SequencerSettings;
import marquee.sequencer.WriteAhead;
import marquee.sequencer.log.Durability;
import marquee.sequencer.log.LogRefusedException;
import marquee.sequencer.log.LogSettings;
import marquee.sequencer.log.SequencerLog;

/// Prints what a request to an application that does nothing takes in each role of a group of four:
/// the thread's time on the processor, without the collector's and the compilers' threads, and the
/// bytes allocated. The roles take turns in one thread; messages go through their codec, the
/// sequencer's entries into its log, but nothing through a link, a socket or a disk.
public final class RoleBenchmark {
    private static final int OUTSTANDING = 256;
    private static final int OPERATION_BYTES = 48;
    private static final int ROUNDS = 15;
    private static final int WARM_UP_ROUNDS = 10;
    private static final int REQUESTS = 100_000;
    private static final long NANOS_A_TURN = OUTSTANDING * 1_000L;
    private static final long NANOS_A_MILLI = 1_000_000;
    private static final ClockRead CLOCK = new ClockRead(1_000_000_000_000L, 20_000);

    private final Party<?, ?>[] parties = new Party<?, ?>[1 << 16];
    private final ImmutableList<Party<?, ?>> all;
    private final Party<ToFrontEnd, FrontEndEvent> frontEnd;
    private final Bytes operation = Bytes.wrap(new byte[OPERATION_BYTES]);
    private long now;
    private long answered;

    private RoleBenchmark() throws LogRefusedException {
        frontEnd = frontEnd();
        var made = ImmutableList.<Party<?, ?>>builder().add(frontEnd, sequencer());
        for (int slot = 1; slot <= Group.BOTH.slots(); slot++) {
            made.add(replica(slot));
        }
        all = made.build();
    }

    /// Measures and prints.
    public static void main(String[] args) throws LogRefusedException {
        new RoleBenchmark().run();
    }

    private void run() {
        all.forEach(Party::start);
        for (var one : all) {
            all.stream().filter(other -> other != one).map(Party::self).forEach(one::connect);
        }
        turn();
        turn();
        for (int call = 0; call < OUTSTANDING; call++) {
            call(call);
        }
        var nanos = new double[all.size()][ROUNDS];
        var bytes = new double[all.size()][ROUNDS];
        for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
            answered = 0;
            while (answered < REQUESTS) {
                turn();
            }
            for (int i = 0; i < all.size(); i++) {
                double itsNanos = (double) all.get(i).takeNanos() / answered;
                double itsBytes = (double) all.get(i).takeBytes() / answered;
                if (round >= 0) {
                    nanos[i][round] = itsNanos;
                    bytes[i][round] = itsBytes;
                }
            }
        }
        System.out.println("| role | ns a request | bytes a request |");
        System.out.println("|---|---:|---:|");
        for (int i = 0; i < all.size(); i++) {
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %,.0f | %,.0f |%n",
                    all.get(i).self().id(),
                    lowerQuartile(nanos[i]),
                    lowerQuartile(bytes[i]));
        }
    }

    /// Everybody once: a request is answered a turn after it was made.
    private void turn() {
        now += NANOS_A_TURN;
        all.forEach(party -> party.turn(now));
    }

    private void call(long call) {
        frontEnd.submit(new FrontEndEvent.Called(call, null, operation));
    }

    private Party<ToFrontEnd, FrontEndEvent> frontEnd() {
        var self = new Peer(NodeId.frontEnd(1), 0, CLOCK.millis());
        var role = new FrontEnd(new FrontEndSettings(self, Group.BOTH, FrontEndLimits.DEFAULT));
        return new Party<>(
                self, role, ReplicationCodec.forFrontEnd(), _ -> this::performOfFrontEnd, parties);
    }

    private void performOfFrontEnd(Effect.Local effect) {
        if (effect instanceof Answered(long call, _, _)) {
            answered++;
            call(call);
        }
    }

    private Party<?, ?> sequencer() throws LogRefusedException {
        var limits = SequencerLimits.DEFAULT.withHistory(HistoryLimits.NEVER);
        var role = new Sequencer(new SequencerSettings(Group.BOTH, false, limits), CLOCK);
        var disk = new ForgetfulDisk();
        var log = SequencerLog.create(disk, LogSettings.of(1, Durability.OS));
        var storage = new WriteAhead.Storage(log, new WriteAhead.Aside(disk, Runnable::run));
        return new Party<>(
                new Peer(NodeId.SEQUENCER, 0, 1),
                role,
                ReplicationCodec.forSequencer(),
                submit -> new WriteAhead(storage, this::clock, submit, _ -> {}),
                parties);
    }

    private ClockRead clock() {
        return new ClockRead(CLOCK.millis() + now / NANOS_A_MILLI, CLOCK.businessDay());
    }

    private Party<?, ?> replica(int slot) {
        var id = new ReplicaId(slot, 0);
        var role =
                new Replica(
                        new Replica.Settings(
                                id, new Biography("trivial", "", 1), ReplicaLimits.DEFAULT),
                        new Trivial().create(),
                        ExecutionObserver.NONE);
        var self = new Peer(NodeId.replica(slot), 0, CLOCK.millis());
        return new Party<>(self, role, ReplicationCodec.forReplica(), _ -> _ -> {}, parties);
    }

    private static double lowerQuartile(double[] figures) {
        var sorted = figures.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 4];
    }
}
