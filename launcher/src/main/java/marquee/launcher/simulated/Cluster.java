package marquee.launcher.simulated;

import com.google.common.collect.ImmutableList;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import marquee.applications.Implementation;
import marquee.applications.StateMachine;
import marquee.applications.booking.model.ReferenceModel;
import marquee.protocol.Chance;
import marquee.protocol.Message;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.Role;
import marquee.protocol.replication.Assignment;
import marquee.protocol.replication.Group;
import marquee.protocol.replication.Membership;
import marquee.protocol.replication.ReplicaId;
import marquee.sequencer.HistoryLimits;
import marquee.sequencer.SequencerSettings;
import marquee.sequencer.log.Durability;
import marquee.simulation.Onlooker.Who;
import marquee.simulation.SimulatedNetwork;
import marquee.simulation.Strengths;
import marquee.simulation.Surroundings;
import marquee.simulation.Violation;
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
        this.limits = plan.limits();
        this.chance = surroundings.chances().processes();
        this.nodes = nodes(plan.shape());
        this.keys = new Keys(plan.shape().keyed(), nodes);
        this.network = new SimulatedNetwork(surroundings, nodes, plan.faults());
        this.requests = new Requests(limits.replica().keys().youngMillis());
        this.sequencer = new SequencerMachine(this);
        this.frontEnds =
                IntStream.rangeClosed(1, plan.shape().frontEnds())
                        .mapToObj(index -> new FrontEndMachine(this, index))
                        .collect(ImmutableList.toImmutableList());
        this.judgement =
                new Judgement(
                        surroundings,
                        chance.split(),
                        group(),
                        (slot, number) -> audit().slot(slot, number));
        this.replicas = new Replicas(this, plan.lie());
        this.audit = new GroupAudit(surroundings, plan, assignments(), replicas);
        var model = new ReferenceModel();
        this.order =
                new Order(
                        new ReplyModel(
                                limits.replica().keys(),
                                (date, operation) -> model.execute(date, operation, IGNORED)),
                        requests,
                        audit);
        this.managers =
                IntStream.rangeClosed(1, group().slots())
                        .mapToObj(slot -> new ManagerMachine(this, slot))
                        .collect(ImmutableList.toImmutableList());
    }

    private static final long MILLI = 1_000_000;

    /// A snapshot every few entries, and a slot that is a little behind is removed.
    private static final HistoryLimits CUT_OFTEN =
            new HistoryLimits(30, 100 * MILLI, 8, 90, 200, 50);

    private static final StateMachine.RecordChanges IGNORED = (key, before, after) -> {};

    private static ImmutableList<NodeId> nodes(Shape shape) {
        int slots = shape.group().slots();
        var nodes = ImmutableList.<NodeId>builder().add(NodeId.SEQUENCER);
        IntStream.rangeClosed(1, shape.frontEnds()).mapToObj(NodeId::frontEnd).forEach(nodes::add);
        IntStream.rangeClosed(1, slots).mapToObj(NodeId::replica).forEach(nodes::add);
        IntStream.rangeClosed(1, slots).mapToObj(NodeId::manager).forEach(nodes::add);
        return nodes.build();
    }

    /// All nodes.
    ImmutableList<NodeId> nodes() {
        return nodes;
    }

    /// Who manages replicas.
    ImmutableList<NodeId> managerIds() {
        return managers.stream().map(Machine::id).collect(ImmutableList.toImmutableList());
    }

    /// How many replicas there are, and which faults they are made for.
    Group group() {
        return plan.shape().group();
    }

    /// What the sequencer is told of its group: each slot begins at home.
    SequencerSettings sequencerSettings() {
        var its = limits.sequencer().withHistory(history());
        int ownSession = limits.replica().keys().ownSession();
        return new SequencerSettings(
                group(), assignments(), implementationNames(), ownSession, isStaged(), its);
    }

    /// The names of the implementations there are.
    ImmutableList<String> implementationNames() {
        return plan.shape().implementations().stream()
                .map(Implementation::name)
                .distinct()
                .collect(ImmutableList.toImmutableList());
    }

    /// Whether all that happens is told from outside: nobody is started again by himself, and the
    /// business date moves when it is told to.
    boolean isStaged() {
        return plan.mode() == RunPlan.Mode.STAGED;
    }

    /// The business date it begins on.
    LocalDate firstDay() {
        return firstDay;
    }

    private ImmutableList<Assignment> assignments() {
        return IntStream.rangeClosed(1, group().slots())
                .mapToObj(slot ->
                        new Assignment(
                                NodeId.manager(slot),
                                plan.shape().implementations().get(slot - 1).name()))
                .collect(ImmutableList.toImmutableList());
    }

    /// Whether history is cut off within a run of the usual length.
    boolean isCut() {
        return plan.shape().cutting();
    }

    private HistoryLimits history() {
        return isCut() ? CUT_OFTEN : limits.sequencer().history();
    }

    /// Whether managers keep spares.
    boolean hasSpares() {
        return plan.shape().spares();
    }

    /// How many entries are kept at most.
    long historyMax() {
        return history().retainedMax() + history().anewMax();
    }

    /// Invariant I14: entries from `first` on are kept, and whoever votes has all that are not. A
    /// sequencer that has not heard of any manager sends who lags to its snapshot.
    void checkCut(long first) {
        if (!sequencer.isManaged()) {
            return;
        }
        var membership = Objects.requireNonNull(sequencer.membership());
        for (var slot : membership.slots()) {
            var machine = replicas.running(slot.replica());
            if (slot.active()
                    && machine != null
                    && !replicas.lies(slot.replica()) // It may claim more than it has.
                    && machine.executed() + 1 < first) {
                throw new Violation("I14", machine + " needs what is cut off before " + first);
            }
        }
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
        mark("links with keys", plan.shape().keyed() ? 1 : 0);
        mark("managers with spares", plan.shape().spares() ? 1 : 0);
        mark("tiny limits", plan.shape().tiny() ? 1 : 0);
        mark("links counting from far away", plan.shape().firstNumber() == 1 ? 0 : 1);
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
        if (!isStaged()) {
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
                .withFirstNumber(plan.shape().firstNumber())
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

    /// How far everybody is.
    String places() {
        long since = waitingSince();
        var waits = since == Long.MAX_VALUE ? "" : ", a call waits since " + since / MILLI + " ms";
        return replicas.places() + waits;
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

    /// Whether every front end that runs knows that `replica` fills its slot.
    boolean isKnownToFrontEnds(ReplicaId replica) {
        return frontEnds.stream().allMatch(frontEnd -> frontEnd.knows(replica));
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

    Strengths faults() {
        return plan.faults();
    }

    Durability durability() {
        return plan.shape().durability();
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
