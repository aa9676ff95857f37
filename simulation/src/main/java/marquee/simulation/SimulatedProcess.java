package marquee.simulation;

import com.google.common.base.Preconditions;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.zip.CRC32C;
import marquee.protocol.Chance;
import marquee.protocol.Effect;
import marquee.protocol.Message;
import marquee.protocol.MessageCodec;
import marquee.protocol.NodeId;
import marquee.protocol.Role;
import marquee.transport.DatagramSink;
import marquee.transport.FaultyLink;
import marquee.transport.LinkCount;
import marquee.transport.LinkFaults;
import marquee.transport.LinkLimits;
import marquee.transport.LocalEffects;
import marquee.transport.Node;
import marquee.transport.NodeCount;
import marquee.transport.NodeSettings;
import org.jspecify.annotations.Nullable;

/// A process that runs one node, in one life after another. It does what the event loop of a real
/// one does: it drains all that has arrived, steps the node, then flushes. It can crash before any
/// event and between the effects of one, be paused, and be slow. Its clock has nothing to do with
/// that of any other process. Not thread-safe.
///
/// @param <M> the family of messages the node receives
/// @param <L> the own events of the node's role
public final class SimulatedProcess<M extends Message, L> {
    /// How many datagrams wait for a process that is busy; more are lost, as in a socket's buffer.
    public static final int INBOX_MAX = 1_024;

    private static final int STEP_SPAN = 20_000;
    private static final int CLOCK_SHIFT = 16;
    private static final int NEVER = -1;

    private final Surroundings surroundings;
    private final Simulation simulation;
    private final SimulatedNetwork network;
    private final NodeId id;
    private final Onlooker.Who who;
    private final Runnable afterStep;
    private final Chance chance;
    private final Queue<Arrived> inbox = new ArrayDeque<>();
    private final Queue<L> submitted = new ArrayDeque<>();
    private final CRC32C checksum = new CRC32C();
    private final Marks.Counter overflowed;
    private @Nullable Node<M, L> node;
    private LinkLimits.@Nullable Retransmission retransmission;
    private long startedAt;
    private int life;
    private long clockOffset;
    private long awakeFrom;
    private int slowNanos;
    private long slowUntil;
    private boolean stepPlanned;
    private boolean stopped;
    private @Nullable FaultyLink links;
    private long wakeAt;
    private int effectsLeft = NEVER;

    /// Makes a process that does not run yet, on the machine called `id`.
    ///
    /// @param afterStep run whenever the node has done something, or the process has crashed
    public SimulatedProcess(
            Surroundings surroundings, SimulatedNetwork network, NodeId id, Runnable afterStep) {
        this(surroundings, network, new Place(id, 0), afterStep);
    }

    /// A datagram that waits to be read. No record: arrays have no value.
    private static final class Arrived {
        private final byte[] datagram;
        private final boolean damaged;

        Arrived(byte[] datagram, boolean damaged) {
            this.datagram = datagram;
            this.damaged = damaged;
        }
    }

    /// Where a process is on the network.
    public record Place(NodeId id, int incarnation) {}

    /// Makes a process that does not run yet, at `place`.
    ///
    /// @param afterStep run whenever the node has done something, or the process has crashed
    public SimulatedProcess(
            Surroundings surroundings, SimulatedNetwork network, Place place, Runnable afterStep) {
        this.surroundings = surroundings;
        this.simulation = surroundings.simulation();
        this.network = network;
        this.id = place.id();
        this.who = new Onlooker.Who(id, place.incarnation());
        this.afterStep = afterStep;
        this.chance = surroundings.chances().processes().split();
        this.overflowed = surroundings.marks().counter("datagram lost in a full socket buffer");
        network.attach(id, place.incarnation(), this::arrive);
    }

    /// The machine's name.
    public NodeId id() {
        return id;
    }

    /// Which process it is.
    public Onlooker.Who who() {
        return who;
    }

    /// Begins a new life with `role`.
    ///
    /// @throws IllegalStateException if the process runs
    public void start(
            NodeSettings settings, Role<M, L> role, MessageCodec<M> codec, LocalEffects local) {
        Preconditions.checkState(node == null, "%s runs already", id);
        retransmission = settings.limits().retransmission();
        startedAt = simulation.now();
        life++;
        stepPlanned = false;
        wakeAt = Long.MAX_VALUE;
        clockOffset = chance.next() >>> CLOCK_SHIFT;
        int most = settings.limits().sizes().datagramBytes();
        var sink = new FaultyLink(new Sink(most), LinkFaults.NONE, 0);
        links = sink;
        node = new Node<>(settings, role, codec, new Mortal(local), sink);
        surroundings.trace().fact(simulation.now(), id, "starts", null, settings.self().boot());
        surroundings.trace().onlooker().begins(simulation.now(), who);
        sink.advance(clock());
        node.start(clock());
        planStep();
    }

    /// Ends the process at once. What had arrived for it is lost.
    public void crash() {
        surroundings.trace().fact(simulation.now(), id, "crashes", null, life);
        surroundings.trace().onlooker().ends(simulation.now(), who);
        count();
        node = null;
        links = null;
        stopped = false;
        inbox.clear();
        submitted.clear();
        effectsLeft = NEVER;
        awakeFrom = simulation.now();
        slowUntil = simulation.now();
        afterStep.run();
    }

    /// Makes the process crash when it has done `effects` more effects: just before the next one.
    public void crashAfter(int effects) {
        effectsLeft = effects;
    }

    /// Whether the process runs, paused or not.
    public boolean isRunning() {
        return node != null;
    }

    /// Whether the process is to crash at an effect that has not come yet.
    public boolean isDoomed() {
        return effectsLeft != NEVER;
    }

    /// Adds what the node has counted in its present life to the run's marks.
    public void count() {
        if (node != null) {
            var marks = surroundings.marks();
            for (var count : NodeCount.values()) {
                marks.counter("node: " + count.label()).add(node.counters().of(count));
            }
            for (var count : LinkCount.values()) {
                marks.counter("link: " + count.label()).add(node.counters().sum(count));
            }
        }
    }

    /// Checks, for invariant I13, that no link of the present life has sent more again than its
    /// budget allows.
    public void checkBudgets() {
        var running = node;
        var limits = retransmission;
        if (running == null || limits == null) {
            return;
        }
        long most = limits.burst() + (simulation.now() - startedAt) / limits.spacing() + 1;
        for (var peer : running.counters().peers()) {
            long again = running.counters().of(peer, LinkCount.RETRANSMITTED);
            if (again > most) {
                throw new Violation("I13", id + " sent " + again + " again to " + peer);
            }
        }
    }

    /// Stops the process until virtual time `until`; it does not notice.
    public void pause(long until) {
        surroundings.trace().fact(simulation.now(), id, "pauses", null, until);
        surroundings.trace().onlooker().suffers(simulation.now(), who, "stands still", until);
        awakeFrom = Math.max(awakeFrom, until);
    }

    /// Stops the process until [#resume]; it does not notice.
    public void stop() {
        surroundings.trace().fact(simulation.now(), id, "stops", null, life);
        surroundings.trace().onlooker().remarks(simulation.now(), who, "stops");
        stopped = node != null;
    }

    /// Lets a process go on that was stopped.
    public void resume() {
        surroundings.trace().fact(simulation.now(), id, "goes on", null, life);
        surroundings.trace().onlooker().remarks(simulation.now(), who, "goes on");
        stopped = false;
        planStep();
    }

    /// Whether the process runs, and stands still until [#resume].
    public boolean isStopped() {
        return stopped;
    }

    /// Treats what this life of the process sends as `faults` say from now on, with chance drawn
    /// from `seed`.
    public void changeFaults(LinkFaults faults, long seed) {
        if (links != null) {
            links.change(faults, seed);
        }
    }

    /// Makes the process wait up to `nanos` before each step, until virtual time `until`.
    public void slow(int nanos, long until) {
        surroundings.trace().fact(simulation.now(), id, "slows down", null, nanos);
        surroundings.trace().onlooker().suffers(simulation.now(), who, "is slow", until);
        slowNanos = nanos;
        slowUntil = until;
    }

    /// Ends a pause and slowness, and takes back a crash that has not come yet.
    public void heal() {
        slowUntil = simulation.now();
        awakeFrom = simulation.now();
        effectsLeft = NEVER;
        stepPlanned = false;
        planStep();
    }

    /// Hands `event` to the role, as the process's other threads would; it is lost if the process
    /// does not run.
    public void submit(L event) {
        if (node != null) {
            submitted.add(event);
            planStep();
        }
    }

    /// Does one more effect, unless the process is to crash at it: then it does `half` of it, and
    /// dies by an exception that the caller lets pass. For what such a process does by itself, such
    /// as writing to a disk; datagrams and local effects are counted anyway.
    public void effect(Runnable half) {
        if (effectsLeft == 0) {
            half.run();
            throw new PowerCut();
        }
        effectsLeft = Math.max(NEVER, effectsLeft - 1);
    }

    private void arrive(NodeId from, byte[] datagram, boolean damaged) {
        if (node == null) {
            return;
        }
        if (inbox.size() >= INBOX_MAX) {
            overflowed.hit();
            return;
        }
        checksum.reset();
        checksum.update(datagram);
        long detail = (checksum.getValue() << Integer.SIZE) | datagram.length;
        surroundings.trace().fact(simulation.now(), id, "hears", from, detail);
        inbox.add(new Arrived(datagram, damaged));
        planStep();
    }

    private void planStep() {
        if (stepPlanned || stopped || node == null) {
            return;
        }
        stepPlanned = true;
        long now = simulation.now();
        int span = now < slowUntil ? slowNanos : STEP_SPAN;
        long delay = Math.max(0, awakeFrom - now) + chance.below(span);
        int planned = life;
        simulation.after(delay, () -> step(planned));
    }

    private void step(int planned) {
        if (planned != life || node == null) {
            return;
        }
        stepPlanned = false;
        if (stopped || simulation.now() < awakeFrom) {
            planStep();
            return;
        }
        try {
            drain(node);
            planWake(nextDeadline(node));
            afterStep.run();
        } catch (PowerCut cut) {
            crash();
        }
    }

    private void drain(Node<M, L> running) {
        long now = clock();
        if (links != null) {
            links.advance(now);
        }
        for (var arrived = inbox.poll(); arrived != null; arrived = inbox.poll()) {
            receive(running, now, arrived);
        }
        for (var event = submitted.poll(); event != null; event = submitted.poll()) {
            running.submit(now, event);
        }
        running.expire(now);
        running.flush(now);
    }

    /// Checks, for invariant I19, that what was damaged on its way is dropped and counted once.
    private void receive(Node<M, L> running, long now, Arrived arrived) {
        long before = arrived.damaged ? unfit(running) : 0;
        running.receive(now, arrived.datagram, arrived.datagram.length);
        if (arrived.damaged && unfit(running) != before + 1) {
            throw new Violation("I19", id + " did not count a damaged datagram once");
        }
    }

    private static long unfit(Node<?, ?> running) {
        long unfit = 0;
        for (var what : NodeCount.values()) {
            unfit += what == NodeCount.UNKNOWN_RECEIVER ? 0 : running.counters().of(what);
        }
        return unfit;
    }

    private long nextDeadline(Node<M, L> running) {
        long held = links == null ? Long.MAX_VALUE : links.nextDeadline();
        return Math.min(running.nextDeadline(), held);
    }

    private void planWake(long deadline) {
        if (deadline == Long.MAX_VALUE) {
            return;
        }
        long at = Math.max(simulation.now(), deadline - clockOffset);
        if (at < wakeAt) {
            wakeAt = at;
            int planned = life;
            simulation.after(at - simulation.now(), () -> wake(planned, at));
        }
    }

    private void wake(int planned, long at) {
        if (planned == life && at == wakeAt) {
            wakeAt = Long.MAX_VALUE;
            planStep();
        }
    }

    /// What the process's own clock shows, in nanoseconds from an arbitrary origin.
    public long clock() {
        return simulation.now() + clockOffset;
    }

    private void spend() {
        effect(() -> {});
    }

    /// Sends to where each node is as far as this life of the process knows.
    private final class Sink implements DatagramSink {
        private final int most;
        private final Map<NodeId, Integer> incarnations = new HashMap<>();

        Sink(int most) {
            this.most = most;
        }

        @Override
        public void send(NodeId to, byte[] buffer, int length) {
            if (length > most) {
                throw new Violation("I13", id + " sends a datagram of " + length);
            }
            spend();
            var datagram = Arrays.copyOf(buffer, length);
            var target = new Onlooker.Who(to, incarnations.getOrDefault(to, 0));
            network.send(who, target, datagram);
        }

        @Override
        public void lost(NodeId to, byte[] buffer, int length) {
            var target = new Onlooker.Who(to, incarnations.getOrDefault(to, 0));
            network.lost(who, target, Arrays.copyOf(buffer, length));
        }

        @Override
        public void moved(NodeId node, int incarnation, NodeId host) {
            incarnations.put(node, incarnation);
        }
    }

    /// Performs effects for as long as the process lives.
    private final class Mortal implements LocalEffects {
        private final LocalEffects local;

        Mortal(LocalEffects local) {
            this.local = local;
        }

        @Override
        public void perform(Effect.Local effect) {
            spend();
            local.perform(effect);
        }

        @Override
        public void beforeSend() {
            spend();
            local.beforeSend();
        }
    }
}
