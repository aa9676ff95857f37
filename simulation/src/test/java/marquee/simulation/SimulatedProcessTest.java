package marquee.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import marquee.protocol.Effect;
import marquee.protocol.Event;
import marquee.protocol.Message;
import marquee.protocol.MessageCodec;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.Role;
import marquee.protocol.wire.WireReader;
import marquee.protocol.wire.WireWriter;
import marquee.transport.LinkFaults;
import marquee.transport.LinkLimits;
import marquee.transport.NodeSettings;
import org.junit.jupiter.api.Test;

/// One process passes on the numbers that it is handed, another takes them.
class SimulatedProcessTest {
    private static final NodeId TELLER = NodeId.SEQUENCER;
    private static final NodeId LISTENER = NodeId.replica(1);
    private static final long MILLI = 1_000_000;

    private record Told(long number) implements Message {}

    private record Heard(long number) implements Effect.Local {}

    @Test
    void messagesArriveInOrderThoughEveryDatagramIsInDanger() {
        var faults =
                Strengths.NONE
                        .with(Fault.LOSS, 200)
                        .with(Fault.DUPLICATION, 200)
                        .with(Fault.REORDERING, 200)
                        .with(Fault.CORRUPTION, 100);
        var pair = new Pair(1, faults);
        pair.tell(1, 200);
        pair.pass(20_000);

        assertThat(pair.heard).isEqualTo(LongStream.rangeClosed(1, 200).boxed().toList());
    }

    @Test
    void aPausedProcessDoesNothingAndThenCatchesUp() {
        var pair = new Pair(1, Strengths.NONE);
        pair.listener.pause(pair.now() + 300 * MILLI);
        pair.tell(1, 3);
        pair.pass(299);
        assertThat(pair.heard).isEmpty();

        pair.pass(1_000);
        assertThat(pair.heard).containsExactly(1L, 2L, 3L);
    }

    @Test
    void aStoppedProcessDoesNothingUntilItGoesOn() {
        var pair = new Pair(1, Strengths.NONE);
        pair.listener.stop();
        pair.tell(1, 3);
        pair.pass(2_000);
        assertThat(pair.listener.isStopped()).isTrue();
        assertThat(pair.heard).isEmpty();

        pair.listener.resume();
        pair.pass(1_000);
        assertThat(pair.heard).containsExactly(1L, 2L, 3L);
    }

    @Test
    void whatAProcessSendsIsMistreatedAsItIsTold() {
        var pair = new Pair(1, Strengths.NONE);
        pair.teller.changeFaults(new LinkFaults(0, 0, 0, 0, 300 * MILLI), 1);
        pair.tell(1, 1);
        pair.pass(299);
        assertThat(pair.heard).isEmpty();

        pair.pass(10);
        assertThat(pair.heard).containsExactly(1L);
    }

    @Test
    void aSlowProcessTakesItsTime() {
        var pair = new Pair(1, Strengths.NONE);
        pair.tell(1, 1);
        pair.pass(500);
        long usual = pair.times.getLast() - pair.told;
        pair.listener.slow(400 * (int) MILLI, Long.MAX_VALUE);
        pair.tell(2, 1);
        pair.pass(5_000);

        assertThat(pair.times.getLast() - pair.told).isGreaterThan(10 * usual);
    }

    @Test
    void aProcessThatCrashedIsHeardOfAgainInItsNextLifeOnly() {
        var pair = new Pair(1, Strengths.NONE);
        pair.tell(1, 1);
        pair.pass(100);
        pair.listener.crash();
        pair.tell(2, 1);
        pair.pass(100);
        pair.start(pair.listener, LISTENER, 2);
        pair.pass(2_000);
        pair.tell(3, 1);
        pair.pass(100);

        assertThat(pair.listener.isRunning()).isTrue();
        assertThat(pair.heard)
                .as("what was sent to an earlier life is lost")
                .containsExactly(1L, 3L);
    }

    @Test
    void aProcessCanCrashBetweenTwoEffects() {
        var pair = new Pair(1, Strengths.NONE);
        pair.listener.crashAfter(2);
        pair.tell(1, 5);
        pair.pass(100);

        assertThat(pair.listener.isRunning()).isFalse();
        assertThat(pair.heard).hasSizeBetween(1, 2);
    }

    @Test
    void aProcessRunsOnce() {
        var pair = new Pair(1, Strengths.NONE);

        assertThatThrownBy(() -> pair.start(pair.teller, TELLER, 2))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void oneSeedIsOneRun() {
        assertThat(hash(5)).isEqualTo(hash(5)).isNotEqualTo(hash(6));
    }

    private static String hash(long seed) {
        var pair = new Pair(seed, Strengths.NONE.with(Fault.LOSS, 100));
        pair.tell(1, 50);
        pair.pass(1_000);
        return pair.surroundings.trace().hash();
    }

    private static final class Pair {
        final Surroundings surroundings;
        final Simulation simulation;
        final List<Long> heard = new ArrayList<>();
        final List<Long> times = new ArrayList<>();
        final SimulatedProcess<Told, Long> teller;
        final SimulatedProcess<Told, Long> listener;
        long told;

        Pair(long seed, Strengths faults) {
            surroundings = Surroundings.of(seed, Trace.hashing());
            simulation = surroundings.simulation();
            var nodes = ImmutableList.of(TELLER, LISTENER);
            var network = new SimulatedNetwork(surroundings, nodes, faults);
            teller = new SimulatedProcess<>(surroundings, network, TELLER, () -> {});
            listener = new SimulatedProcess<>(surroundings, network, LISTENER, () -> {});
            start(teller, TELLER, 1);
            start(listener, LISTENER, 1);
            pass(2_000);
        }

        void pass(long millis) {
            simulation.runUntil(now() + millis * MILLI);
        }

        long now() {
            return simulation.now();
        }

        void start(SimulatedProcess<Told, Long> process, NodeId self, long boot) {
            var peer = self.equals(TELLER) ? LISTENER : TELLER;
            var settings =
                    new NodeSettings(
                            new Peer(self, 0, boot),
                            7,
                            LinkLimits.DEFAULT,
                            ImmutableList.of(peer),
                            boot);
            process.start(
                    settings,
                    new Passing(),
                    new ToldCodec(),
                    effect -> {
                        heard.add(((Heard) effect).number());
                        times.add(simulation.now());
                    });
        }

        void tell(long first, int count) {
            told = simulation.now();
            LongStream.range(first, first + count).forEach(teller::submit);
        }
    }

    private static final class Passing implements Role<Told, Long> {
        @Override
        public void on(long now, Event<Told, Long> event, Consumer<? super Effect> effects) {
            switch (event) {
                case Event.Submitted<Told, Long>(var number) ->
                        effects.accept(new Effect.Send(LISTENER, new Told(number)));
                case Event.Received<Told, Long>(var from, var told) ->
                        effects.accept(new Heard(told.number()));
                default -> {
                    // Neither the links nor the time matter here.
                }
            }
        }
    }

    private static final class ToldCodec implements MessageCodec<Told> {
        @Override
        public void encode(Message message, WireWriter out) {
            out.varint(((Told) message).number());
        }

        @Override
        public Told decode(WireReader in) {
            return new Told(in.varint());
        }
    }
}
