package marquee.launcher.simulated;

import com.google.common.collect.ImmutableList;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import marquee.applications.StateMachine;
import marquee.applications.booking.model.ReferenceModel;
import marquee.protocol.Chance;
import marquee.protocol.Message;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.Role;
import marquee.protocol.replication.Membership;
import marquee.simulation.Onlooker.Who;
import marquee.simulation.SimulatedNetwork;
import marquee.simulation.Surroundings;
import marquee.transport.NodeSettings;
import org.jspecify.annotations.Nullable;

/// The whole cluster of one run: one sequencer, some front ends, four managers with their replicas,
/// and their network.
final class Cluster {
    /// The cluster's id.
    static final long ID = 0x5eed;

    /// The business date a run begins on.
    static final LocalDate FIRST_DAY = LocalDate.of(2023, 5, 15);

    private static final int RESTART_SPAN = 600_000_000;
    private static final int START_SPAN = 300_000_000;
    private static final StateMachine.RecordChanges IGNORED = (key, before, after) -> {};

    private final LocalDate firstDay;
    private final Surroundings surroundings;
    private final RunPlan plan;
    private final ClusterLimits limits;
    private final ImmutableList<NodeId> nodes;
    private final Keys keys;
    private final SimulatedNetwork network;
    private final Requests requests;
    private final Order order;
    private final Chance chance;
    private final SequencerMachine sequencer;
    private final ImmutableList<FrontEndMachine> frontEnds;
    private final ImmutableList<ManagerMachine> managers;
    private final Replicas replicas;
    private final List<GuardedRole<?, ?>> guards = new ArrayList<>();
    private final Judgement judgement;
    private final GroupAudit audit;

    Cluster(Surroundings surroundings, RunPlan plan) {
        this(surroundings, plan, FIRST_DAY);
    }

    /// @param firstDay the business date it begins on
    Cluster(Surroundings surroundings, RunPlan plan, LocalDate firstDay) {
        this.firstDay = firstDay;
        this.surroundings = surroundings;
        this.plan = plan;
        var shape = plan.shape();
        this.limits = plan.limits();
        this.chance = surroundings.chances().processes();
        this.nodes = shape.nodes();
        this.keys = new Keys(shape.keyed(), nodes);
        this.network = new SimulatedNetwork(surroundings, nodes, plan.faults());
        this.requests = new Requests(limits.replica().state().keys().youngMillis());
        this.sequencer = new SequencerMachine(this);
        this.frontEnds =
                IntStream.rangeClosed(1, shape.frontEnds())
                        .mapToObj(index -> new FrontEndMachine(this, index))
                        .collect(ImmutableList.toImmutableList());
        this.judgement =
                new Judgement(
                        surroundings,
                        chance.split(),
                        shape.group(),
                        (slot, number) -> audit().slot(slot, number));
        this.replicas = new Replicas(this, plan.lie());
        this.audit = new GroupAudit(surroundings, plan, shape.assignments(), replicas);
        var model = new ReferenceModel();
        this.order =
                new Order(
                        new ReplyModel(
                                limits.replica().state().keys(),
                                (date, operation) -> model.execute(date, operation, IGNORED)),
                        requests,
                        audit);
        this.managers =
                IntStream.rangeClosed(1, shape.group().slots())
                        .mapToObj(slot -> new ManagerMachine(this, slot))
                        .collect(ImmutableList.toImmutableList());
    }

    /// What the run is like.
    RunPlan plan() {
        return plan;
    }

    /// What the cluster is like.
    Shape shape() {
        return plan.shape();
    }

    /// All nodes.
    ImmutableList<NodeId> nodes() {
        return nodes;
    }

    /// The business date it begins on.
    LocalDate firstDay() {
        return firstDay;
    }

    /// Everything that runs ends at once; what comes back, comes back. A manager takes its replicas
    /// with it: they have ended when it is their turn.
    void blackOut() {
        mark("everything ended at once", 1);
        for (var machine : machines()) {
            if (machine.process().isRunning()) {
                machine.process().crash();
            }
        }
    }

    /// Counts what the run is like among the run's marks.
    private void markPlan() {
        mark("links with keys", shape().keyed() ? 1 : 0);
        mark("managers with spares", shape().spares() ? 1 : 0);
        mark("tiny limits", shape().tiny() ? 1 : 0);
        mark("links counting from far away", shape().firstNumber() == 1 ? 0 : 1);
    }

    /// Starts every machine within the next moments, in any order.
    void start() {
        markPlan();
        permanent()
                .forEach(machine ->
                        surroundings.simulation().after(chance.below(START_SPAN), machine::start));
    }

    /// Ends all faults; who crashed and comes back does so at once.
    void heal() {
        network.heal();
        sequencer.spareNextWrite();
        for (var machine : machines()) {
            machine.start();
            machine.process().heal();
        }
    }

    /// Starts `machine` again after a while.
    void restartLater(Machine machine) {
        restartLater(machine, 0);
    }

    /// Starts `machine` again after a while, and no sooner than in `nanos`; if the cluster is
    /// staged, somebody else does.
    void restartLater(Machine machine, long nanos) {
        mark(machine.id().kind() + " crashed", 1);
        if (!plan.isStaged()) {
            surroundings.simulation().after(nanos + chance.below(RESTART_SPAN), machine::start);
        }
    }

    /// What one life of `node` is made of.
    NodeSettings settings(NodeId node, int incarnation, long boot) {
        var peers =
                nodes.stream()
                        .filter(peer -> linked(node, peer))
                        .collect(ImmutableList.toImmutableList());
        return new NodeSettings(
                        new Peer(node, incarnation, boot), ID, limits.links(), peers, chance.next())
                .withFirstNumber(shape().firstNumber())
                .withKeys(keys.of(node, incarnation));
    }

    /// Front ends have no business with one another, and nobody has with himself.
    private static boolean linked(NodeId one, NodeId other) {
        return !one.equals(other)
                && !(one.kind() == NodeId.Kind.FRONT_END && other.kind() == NodeId.Kind.FRONT_END);
    }

    /// `role`, guarded, and watched if somebody reads the trace or looks on.
    <M extends Message, L> GuardedRole<M, L> guarded(Who who, Role<M, L> role) {
        var trace = surroundings.trace();
        var watched =
                trace.isRead() || trace.isShown()
                        ? new WatchedRole<>(role, who, trace, surroundings.simulation()::now)
                        : role;
        var guarded = new GuardedRole<>(who.node(), watched, surroundings.marks());
        guards.add(guarded);
        return guarded;
    }

    /// How many timers have run out in each life of a role so far.
    Map<GuardedRole<?, ?>, Long> expiries() {
        var expiries = new LinkedHashMap<GuardedRole<?, ?>, Long>();
        guards.forEach(guard -> expiries.put(guard, guard.expired()));
        return expiries;
    }

    /// Since when the call waits that has waited longest at any front end, if any does; else
    /// `Long.MAX_VALUE`.
    long waitingSince() {
        return frontEnds.stream()
                .mapToLong(FrontEndMachine::waitingSince)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /// Takes down that `what` happened at `node`, at the place `number` of the order.
    void fact(NodeId node, String what, long number) {
        surroundings.trace().fact(surroundings.simulation().now(), node, what, null, number);
    }

    /// `what` happened `times` times.
    void mark(String what, long times) {
        surroundings.marks().counter(what).add(times);
    }

    /// The membership at the sequencer's head; null while it does not run.
    @Nullable Membership membership() {
        return sequencer.membership();
    }

    /// Adds what everybody counted to the run's marks.
    void count() {
        machines()
                .forEach(machine -> {
                    machine.process().count();
                    machine.count();
                });
    }

    /// Lets `action` happen as the next thing.
    void later(Runnable action) {
        surroundings.simulation().after(0, action);
    }

    /// All machines.
    ImmutableList<Machine> machines() {
        return ImmutableList.<Machine>builder().addAll(permanent()).addAll(replicas.all()).build();
    }

    /// The machines that are there from the beginning to the end.
    ImmutableList<Machine> permanent() {
        return ImmutableList.<Machine>builder()
                .add(sequencer)
                .addAll(frontEnds)
                .addAll(managers)
                .build();
    }

    /// The one that has a disk and a clock on the wall.
    SequencerMachine sequencer() {
        return sequencer;
    }

    ImmutableList<ManagerMachine> managers() {
        return managers;
    }

    Replicas replicas() {
        return replicas;
    }

    /// The date that operations are made for.
    LocalDate today() {
        var newest = order.entry(order.head());
        return newest == null ? firstDay : LocalDate.ofEpochDay(newest.stamp().businessDay());
    }

    ImmutableList<FrontEndMachine> frontEnds() {
        return frontEnds;
    }

    Surroundings surroundings() {
        return surroundings;
    }

    Keys keys() {
        return keys;
    }

    SimulatedNetwork network() {
        return network;
    }

    ClusterLimits limits() {
        return limits;
    }

    Judgement judgement() {
        return judgement;
    }

    GroupAudit audit() {
        return audit;
    }

    Order order() {
        return order;
    }

    Requests requests() {
        return requests;
    }
}
