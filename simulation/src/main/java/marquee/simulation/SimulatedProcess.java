package marquee.simulation;

import com.google.common.base.Preconditions;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.zip.CRC32C;
import marquee.protocol.Chance;
import marquee.protocol.Message;
import marquee.protocol.MessageCodec;
import marquee.protocol.NodeId;
import marquee.protocol.Role;
import marquee.transport.FaultyLink;
import marquee.transport.LinkFaults;
import marquee.transport.LocalEffects;
import marquee.transport.Node;
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

    private static final int CLOCK_SHIFT = 16;

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
    private final Marks.Counter betweenEffects;
    private final Mortality mortality = new Mortality();
    private final Pace pace = new Pace();
    private @Nullable Life<M, L> life;
    private int lives;
    private long steps;
    private long clockOffset;
    private boolean stepPlanned;
    private boolean diesInBetween;
    private long wakeAt;

    /// What is there as long as the process runs.
    ///
    /// @param out what the node sends passes through it
    private record Life<M extends Message, L>(Node<M, L> node, FaultyLink out, LinkAudit audit) {}

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
        this.betweenEffects = surroundings.marks().counter("crashed between two effects");
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
        Preconditions.checkState(life == null, "%s runs already", id);
        lives++;
        stepPlanned = false;
        wakeAt = Long.MAX_VALUE;
        clockOffset = chance.next() >>> CLOCK_SHIFT;
        var begun = begin(settings, role, codec, local);
        life = begun;
        surroundings.trace().fact(simulation.now(), id, "starts", null, settings.self().boot());
        surroundings.trace().onlooker().begins(simulation.now(), who);
        begun.out.advance(clock());
        begun.node.start(clock());
        planStep();
    }

    private Life<M, L> begin(
            NodeSettings settings, Role<M, L> role, MessageCodec<M> codec, LocalEffects local) {
        var limits = settings.limits();
        var sink = new SimulatedSink(network, who, mortality, limits.sizes().datagramBytes());
        var out = new FaultyLink(sink, LinkFaults.NONE, 0);
        var node = new Node<>(settings, role, codec, mortality.mortal(local), out);
        var audit = new LinkAudit(id, node.counters(), limits.retransmission(), simulation.now());
        return new Life<>(node, out, audit);
    }

    /// Ends the process at once. What had arrived for it is lost.
    public void crash() {
        surroundings.trace().fact(simulation.now(), id, "crashes", null, lives);
        surroundings.trace().onlooker().ends(simulation.now(), who);
        count();
        if (life != null) {
            life.audit.checkBudgets(simulation.now());
        }
        life = null;
        inbox.clear();
        submitted.clear();
        mortality.spare();
        pace.resume();
        pace.recover(simulation.now());
        afterStep.run();
    }

    /// Makes the process crash when it has done `effects` more effects: just before the next one.
    public void crashAfter(int effects) {
        mortality.dieAfter(effects);
        diesInBetween = true;
    }

    /// Makes the process crash at its next effect, as that one is the reason.
    public void crashNext() {
        mortality.dieAfter(0);
        diesInBetween = false;
    }

    /// Whether the process runs, paused or not.
    public boolean isRunning() {
        return life != null;
    }

    /// Whether the process is to crash at an effect that has not come yet.
    public boolean isDoomed() {
        return mortality.isDoomed();
    }

    /// How often the process has had something to do, in all its lives.
    public long steps() {
        return steps;
    }

    /// How many effects the process has done, in all its lives.
    public int effects() {
        return mortality.effects();
    }

    /// Adds what the node has counted in its present life to the run's marks.
    public void count() {
        if (life != null) {
            life.audit.addTo(surroundings.marks());
        }
    }

    /// Stops the process until virtual time `until`; it does not notice.
    public void pause(long until) {
        surroundings.trace().fact(simulation.now(), id, "pauses", null, until);
        surroundings.trace().onlooker().suffers(simulation.now(), who, "stands still", until);
        pace.pause(until);
    }

    /// Stops the process until [#resume]; it does not notice.
    public void stop() {
        surroundings.trace().fact(simulation.now(), id, "stops", null, lives);
        surroundings.trace().onlooker().remarks(simulation.now(), who, "stops");
        if (life != null) {
            pace.stop();
        }
    }

    /// Lets a process go on that was stopped.
    public void resume() {
        surroundings.trace().fact(simulation.now(), id, "goes on", null, lives);
        surroundings.trace().onlooker().remarks(simulation.now(), who, "goes on");
        pace.resume();
        planStep();
    }

    /// Whether the process runs, and stands still until [#resume].
    public boolean isStopped() {
        return pace.isStopped();
    }

    /// Treats what this life of the process sends as `faults` say from now on, with chance drawn
    /// from `seed`.
    public void changeFaults(LinkFaults faults, long seed) {
        if (life != null) {
            life.out.change(faults, seed);
        }
    }

    /// Makes the process wait up to `nanos` before each step, until virtual time `until`.
    public void slow(int nanos, long until) {
        surroundings.trace().fact(simulation.now(), id, "slows down", null, nanos);
        surroundings.trace().onlooker().suffers(simulation.now(), who, "is slow", until);
        pace.slow(nanos, until);
    }

    /// Ends a pause and slowness, and takes back a crash that has not come yet.
    public void heal() {
        pace.recover(simulation.now());
        mortality.spare();
        stepPlanned = false;
        planStep();
    }

    /// Hands `event` to the role, as the process's other threads would; it is lost if the process
    /// does not run.
    public void submit(L event) {
        if (life != null) {
            submitted.add(event);
            planStep();
        }
    }

    /// Does one more effect, unless the process is to crash at it: then it does `half` of it, and
    /// dies by an exception that the caller lets pass. For what such a process does by itself, such
    /// as writing to a disk; datagrams and local effects are counted anyway.
    public void effect(Runnable half) {
        mortality.effect(half);
    }

    private void arrive(NodeId from, byte[] datagram, boolean damaged) {
        if (life == null) {
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
        if (stepPlanned || pace.isStopped() || life == null) {
            return;
        }
        stepPlanned = true;
        int planned = lives;
        simulation.after(pace.delay(simulation.now(), chance), () -> step(planned));
    }

    private void step(int planned) {
        if (planned != lives || life == null) {
            return;
        }
        stepPlanned = false;
        if (pace.standsStill(simulation.now())) {
            planStep();
            return;
        }
        steps++;
        try {
            drain(life);
            life.audit.checkBudgets(simulation.now());
            planWake(nextDeadline(life));
            afterStep.run();
        } catch (PowerCut cut) {
            if (diesInBetween) {
                betweenEffects.hit();
            }
            crash();
        }
    }

    private void drain(Life<M, L> running) {
        long now = clock();
        running.out.advance(now);
        for (var arrived = inbox.poll(); arrived != null; arrived = inbox.poll()) {
            receive(running, now, arrived);
        }
        for (var event = submitted.poll(); event != null; event = submitted.poll()) {
            running.node.submit(now, event);
        }
        running.node.expire(now);
        running.node.flush(now);
    }

    private static void receive(Life<?, ?> running, long now, Arrived arrived) {
        long before = arrived.damaged ? running.audit.unfit() : 0;
        running.node.receive(now, arrived.datagram, arrived.datagram.length);
        if (arrived.damaged) {
            running.audit.checkDropped(before);
        }
    }

    private static long nextDeadline(Life<?, ?> running) {
        return Math.min(running.node.nextDeadline(), running.out.nextDeadline());
    }

    private void planWake(long deadline) {
        if (deadline == Long.MAX_VALUE) {
            return;
        }
        long at = Math.max(simulation.now(), deadline - clockOffset);
        if (at < wakeAt) {
            wakeAt = at;
            int planned = lives;
            simulation.after(at - simulation.now(), () -> wake(planned, at));
        }
    }

    private void wake(int planned, long at) {
        if (planned == lives && at == wakeAt) {
            wakeAt = Long.MAX_VALUE;
            planStep();
        }
    }

    /// What the process's own clock shows, in nanoseconds from an arbitrary origin.
    public long clock() {
        return simulation.now() + clockOffset;
    }
}
