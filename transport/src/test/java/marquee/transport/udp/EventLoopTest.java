package marquee.transport.udp;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
import marquee.transport.LocalEffects;
import marquee.transport.NodeCount;
import marquee.transport.NodeSettings;
import marquee.transport.udp.RecordedLife.Fact;
import marquee.transport.udp.RecordedLife.Mark;
import marquee.transport.udp.RecordedLife.Received;
import marquee.transport.udp.RecordedLife.Sent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Two nodes on the loopback interface: A sends the numbers it is submitted, B remembers them.
class EventLoopTest {
    private static final NodeId A = NodeId.SEQUENCER;
    private static final NodeId B = NodeId.replica(1);
    private static final int POISON = -1;
    private static final int ROUNDS = 20;
    private static final long MINUTE = SECONDS.toNanos(60);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final List<EventLoop<Told, Integer>> loops = new ArrayList<>();
    private final List<Run> runs = new ArrayList<>();
    private final ConcurrentLinkedQueue<Integer> heard = new ConcurrentLinkedQueue<>();

    /// How many events there were before each sending, and how many there are since the last.
    private final ConcurrentLinkedQueue<Integer> batches = new ConcurrentLinkedQueue<>();

    private final AtomicInteger gathered = new AtomicInteger();

    @TempDir private Path folder;
    private @Nullable Path recordings;
    private LinkLimits.Presence presence = LinkLimits.DEFAULT.presence();

    record Told(int value) implements Message {}

    private static final MessageCodec<Told> CODEC =
            new MessageCodec<>() {
                @Override
                public void encode(Message message, WireWriter out) {
                    out.i32(((Told) message).value);
                }

                @Override
                public Told decode(WireReader in) {
                    return new Told(in.i32());
                }
            };

    private final class Teller implements Role<Told, Integer> {
        @Override
        public void on(long now, Event<Told, Integer> event, Consumer<? super Effect> effects) {
            switch (event) {
                case Event.Submitted<Told, Integer>(var value) -> {
                    if (value == POISON) {
                        throw new IllegalStateException("poisoned");
                    }
                    gathered.incrementAndGet();
                    effects.accept(new Effect.Send(B, new Told(value)));
                }
                case Event.Received<Told, Integer>(var from, var number) -> heard.add(number.value);
                default -> {}
            }
        }
    }

    private final class Batches implements LocalEffects {
        @Override
        public void perform(Effect.Local effect) {}

        @Override
        public void beforeSend() {
            batches.add(gathered.getAndSet(0));
        }
    }

    @AfterEach
    void close() {
        loops.forEach(EventLoop::close);
        runs.forEach(run -> await().atMost(PATIENCE).until(() -> !run.thread.isAlive()));
    }

    private static InetSocketAddress free() throws IOException {
        return freePair().getFirst();
    }

    /// Two that differ.
    private static List<InetSocketAddress> freePair() throws IOException {
        try (var one = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                var other = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return Stream.of(one, other)
                    .map(socket -> (InetSocketAddress) socket.getLocalSocketAddress())
                    .toList();
        }
    }

    private EventLoop<Told, Integer> open(
            NodeId self, InetSocketAddress bind, InetSocketAddress peer, LinkFaults faults)
            throws IOException {
        var other = self.equals(A) ? B : A;
        var udp =
                new UdpSettings(
                        bind,
                        ImmutableMap.of(other, peer),
                        UdpSettings.Moves.NONE,
                        faults,
                        1,
                        1 << 20,
                        recordings,
                        true);
        var usual = LinkLimits.DEFAULT;
        var limits = new LinkLimits(usual.sizes(), usual.acks(), usual.retransmission(), presence);
        var node = new NodeSettings(new Peer(self, 0, 1), 7, limits, ImmutableList.of(other), 1);
        var loop = EventLoop.<Told, Integer>open(udp, node, new Teller(), CODEC, new Batches());
        loops.add(loop);
        return loop;
    }

    /// A loop's thread, and what its role threw.
    private record Run(Thread thread, AtomicReference<Throwable> thrown) {
        boolean isAlive() {
            return thread.isAlive();
        }
    }

    private Run run(EventLoop<Told, Integer> loop) {
        var thrown = new AtomicReference<Throwable>();
        var thread =
                Thread.ofPlatform()
                        .daemon()
                        .uncaughtExceptionHandler((at, failure) -> thrown.set(failure))
                        .start(loop::run);
        var run = new Run(thread, thrown);
        runs.add(run);
        return run;
    }

    private EventLoop<Told, Integer> connectedPair(LinkFaults faults) throws IOException {
        var pair = freePair();
        var addressOfA = pair.getFirst();
        var addressOfB = pair.getLast();
        var a = open(A, addressOfA, addressOfB, faults);
        var b = open(B, addressOfB, addressOfA, faults);
        run(a);
        run(b);
        await().atMost(PATIENCE).until(() -> a.isConnected(B) && b.isConnected(A));
        return a;
    }

    @Test
    void whatAnotherThreadSubmitsArrivesInOrder() throws IOException {
        var a = connectedPair(LinkFaults.NONE);

        for (int value = 0; value < 10_000; value++) {
            assertThat(a.submit(value)).isTrue();
        }

        await().atMost(PATIENCE).until(() -> heard.size() == 10_000);
        assertThat(heard).containsExactlyElementsOf(IntStream.range(0, 10_000).boxed().toList());
    }

    @Test
    void whatWaitsIsSentInPartsSoThatOthersCanBegin() throws IOException {
        int events = 3 * EventLoop.TURN_EVENTS_MAX + 1;
        var a = open(A, free(), free(), LinkFaults.NONE);
        for (int value = 0; value < events; value++) {
            a.submit(value);
        }

        run(a);

        await().atMost(PATIENCE)
                .until(() -> batches.stream().mapToInt(Integer::intValue).sum() == events);
        assertThat(batches)
                .contains(EventLoop.TURN_EVENTS_MAX)
                .allMatch(batch -> batch <= EventLoop.TURN_EVENTS_MAX);
    }

    @Test
    void aClosedLoopTakesNoEvents() throws IOException {
        var a = connectedPair(LinkFaults.NONE);

        a.close();

        assertThat(a.submit(1)).isFalse();
    }

    @Test
    void aLoopThatWasClosedBeforeItCouldRunDoesNotRun() throws IOException {
        var a = open(A, free(), free(), LinkFaults.NONE);

        a.close();

        assertThatCode(a::run).doesNotThrowAnyException();
    }

    @Test
    void everythingArrivesThoughTheSocketsLoseAndDoubleAndDamage() throws IOException {
        var a = connectedPair(new LinkFaults(200, 100, 100, 50, 1_000_000));

        for (int value = 0; value < 2_000; value++) {
            a.submit(value);
        }

        await().atMost(PATIENCE).until(() -> heard.size() == 2_000);
        assertThat(heard).containsExactlyElementsOf(IntStream.range(0, 2_000).boxed().toList());
    }

    @Test
    void whatIsRecordedTellsWhatWasSentAndWhichOfItArrived() throws IOException {
        recordings = folder;
        var a = connectedPair(new LinkFaults(500, 0, 0, 0, 0));
        for (int value = 0; value < ROUNDS; value++) {
            int wanted = value + 1;
            a.submit(value); // In a datagram of its own, and half of all are lost.
            await().atMost(PATIENCE).until(() -> heard.size() == wanted);
        }
        loops.forEach(EventLoop::close);
        await().atMost(PATIENCE).until(() -> runs.stream().noneMatch(Run::isAlive));

        var lives = RecordedLife.all(folder);
        var sent = facts(lives, A, Sent.class);
        var marks = sent.stream().map(each -> Mark.of(each.datagram())).toList();
        var received = facts(lives, B, Received.class).stream().map(Received::mark).toList();
        assertThat(sent).allMatch(each -> each.to().equals(B));
        assertThat(marks).containsAll(received);
        assertThat(received).hasSizeLessThan(marks.size());
        assertThat(lives).allMatch(life -> life.pid() == ProcessHandle.current().pid());
    }

    private static <F extends Fact> List<F> facts(
            List<RecordedLife> lives, NodeId node, Class<F> kind) {
        return lives.stream()
                .filter(life -> life.node().equals(node))
                .flatMap(life -> life.facts().stream())
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    @Test
    void aSleepingLoopIsWokenBySubmit() throws IOException, InterruptedException {
        presence = new LinkLimits.Presence(MINUTE, 2 * MINUTE, SECONDS.toNanos(1), MINUTE);
        var a = connectedPair(LinkFaults.NONE);
        int soon = 0;
        for (int value = 0; value < ROUNDS; value++) {
            Thread.sleep(20); // It has nothing to do for a minute, and wakes once a second.
            int wanted = value + 1;
            long start = System.nanoTime();
            a.submit(value);
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> heard.size() == wanted);
            soon += System.nanoTime() - start < SECONDS.toNanos(1) / 2 ? 1 : 0;
        }

        // Unless it is woken hardly one is: it fell asleep when the one before had gone.
        assertThat(soon).isGreaterThan(ROUNDS / 2);
    }

    @Test
    void aTakenPortIsRefused() throws IOException {
        var address = free();
        open(A, address, free(), LinkFaults.NONE);

        assertThatThrownBy(() -> open(A, address, free(), LinkFaults.NONE))
                .isInstanceOf(BindException.class)
                .hasMessageMatching(
                        "UDP port %d of %s \\(.+\\), expected a free port"
                                .formatted(address.getPort(), address.getHostString()));
    }

    @Test
    void anAddressOfAnotherMachineIsRefused() {
        var address = new InetSocketAddress("192.0.2.1", 7_111); // One that is only for documents.

        assertThatThrownBy(() -> open(A, address, free(), LinkFaults.NONE))
                .isInstanceOf(BindException.class)
                .hasMessageMatching(
                        "UDP port 7111 of 192.0.2.1 \\(.+\\), expected an address of this machine");
    }

    @Test
    void whatTheRoleThrowsEndsTheLoopAndFreesThePort() throws IOException {
        var address = free();
        var a = open(A, address, free(), LinkFaults.NONE);
        var run = run(a);

        a.submit(POISON);

        await().atMost(PATIENCE).until(() -> !run.thread.isAlive());
        assertThat(run.thrown.get()).hasMessage("poisoned");
        open(A, address, free(), LinkFaults.NONE);
    }

    @Test
    void garbageIsCountedAndEndsNothing() throws IOException {
        var a = connectedPair(LinkFaults.NONE);
        try (var socket = new DatagramSocket()) {
            for (int length : new int[] {0, 1, 81, 82, 1_000, 2_000}) {
                socket.send(new DatagramPacket(new byte[length], length, a.address()));
            }
        }

        await().atMost(PATIENCE).until(() -> a.counters().of(NodeCount.MALFORMED) == 3);
        a.submit(5);
        await().atMost(PATIENCE).until(() -> heard.contains(5));
        assertThat(a.counters().of(NodeCount.BAD_TAG)).isEqualTo(2);
    }

    @Test
    void aHostNameIsResolvedWhenItIsNeeded() throws IOException {
        var pair = freePair();
        var addressOfA = pair.getFirst();
        var addressOfB = pair.getLast();
        var unresolved = InetSocketAddress.createUnresolved("localhost", addressOfB.getPort());
        var a = open(A, addressOfA, unresolved, LinkFaults.NONE);
        run(a);
        run(open(B, addressOfB, addressOfA, LinkFaults.NONE));

        await().atMost(PATIENCE).until(() -> a.isConnected(B));
    }

    @Test
    void theBuffersThatTheKernelGrantedCanBeRead() throws IOException {
        var a = open(A, free(), free(), LinkFaults.NONE);

        assertThat(a.loopCounters().receiveBufferBytes()).isPositive();
        assertThat(a.loopCounters().sendBufferBytes()).isPositive();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whatFindsTheReceiveBufferFullIsCounted() throws IOException {
        var a = open(A, free(), free(), LinkFaults.NONE); // It does not run, so nobody receives.
        try (var socket = new DatagramSocket()) {
            for (int i = 0; i < 5_000; i++) {
                socket.send(new DatagramPacket(new byte[1_400], 1_400, a.address()));
            }
        }

        assertThat(a.loopCounters().kernelDrops()).isBetween(1L, 5_000L);
    }

    @Test
    void moreEventsThanWaitAreRefused() throws IOException {
        var a = open(A, free(), free(), LinkFaults.NONE);
        for (int value = 0; value < Inbox.EVENTS_MAX; value++) {
            assertThat(a.submit(value)).isTrue();
        }

        assertThat(a.submit(0)).isFalse();
        assertThat(a.loopCounters().refusedEvents()).isEqualTo(1);
    }
}
