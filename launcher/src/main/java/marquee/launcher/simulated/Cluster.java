package marquee.launcher.simulated;

import com.google.common.collect.ImmutableList;
import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.IntStream;
import marquee.applications.StateMachine;
import marquee.applications.booking.model.ReferenceModel;
import marquee.protocol.Chance;
import marquee.protocol.Message;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.Role;
import marquee.protocol.replication.Group;
import marquee.replicas.host.ReplyPath;
import marquee.sequencer.log.Durability;
import marquee.simulation.SimulatedNetwork;
import marquee.simulation.Strengths;
import marquee.simulation.Surroundings;
import marquee.simulation.Violation;
import marquee.transport.NodeSettings;

/// The whole cluster of one run: one sequencer, one or two front ends, four replicas, and their
/// network.
final class Cluster implements Chaos.Targets {
    /// The cluster's id.
    static final long ID = 0x5eed;

    /// The business date a run begins on.
    static final LocalDate FIRST_DAY = LocalDate.of(2023, 5, 15);

    private static final int RESTART_SPAN = 600_000_000;
    private static final int START_SPAN = 300_000_000;

    private final Surroundings surroundings;
    private final Scenario scenario;
    private final ClusterLimits limits;
    private final ImmutableList<NodeId> nodes;
    private final SimulatedNetwork network;
    private final Requests requests;
    private final Order order;
    private final Chance chance;
    private final SequencerMachine sequencer;
    private final ImmutableList<FrontEndMachine> frontEnds;
    private final ImmutableList<ReplicaMachine> replicas;
    private final ImmutableList<Machine> machines;
    private final Judgement judgement;

    Cluster(Surroundings surroundings, Scenario scenario) {
        this.surroundings = surroundings;
        this.scenario = scenario;
        this.limits = scenario.shape().tiny() ? ClusterLimits.TINY : ClusterLimits.USUAL;
        this.chance = surroundings.chances().processes();
        this.nodes = nodes(scenario.shape().frontEnds());
        this.network = new SimulatedNetwork(surroundings, nodes, scenario.faults());
        this.requests = new Requests(limits.replica().keys().youngMillis());
        var model = new ReferenceModel();
        this.order =
                new Order(
                        new ReplyModel(
                                limits.replica().keys(),
                                (date, operation) -> model.execute(date, operation, IGNORED)),
                        requests);
        this.sequencer = new SequencerMachine(this);
        this.frontEnds =
                IntStream.rangeClosed(1, scenario.shape().frontEnds())
                        .mapToObj(index -> new FrontEndMachine(this, index))
                        .collect(ImmutableList.toImmutableList());
        int slots = Group.BOTH.slots();
        int drawn = 1 + chance.below(slots);
        int liar = scenario.lie() == null ? 0 : drawn;
        this.judgement = new Judgement(surroundings, liar);
        int audited = 1 + drawn % slots;
        this.replicas =
                IntStream.rangeClosed(1, slots)
                        .mapToObj(slot -> replica(slot, slot == liar, slot == audited))
                        .collect(ImmutableList.toImmutableList());
        this.machines =
                ImmutableList.<Machine>builder()
                        .add(sequencer)
                        .addAll(frontEnds)
                        .addAll(replicas)
                        .build();
    }

    private static final StateMachine.RecordChanges IGNORED = (key, before, after) -> {};

    private static ImmutableList<NodeId> nodes(int frontEnds) {
        var nodes = ImmutableList.<NodeId>builder().add(NodeId.SEQUENCER);
        IntStream.rangeClosed(1, frontEnds).mapToObj(NodeId::frontEnd).forEach(nodes::add);
        IntStream.rangeClosed(1, Group.BOTH.slots()).mapToObj(NodeId::replica).forEach(nodes::add);
        return nodes.build();
    }

    private ReplicaMachine replica(int slot, boolean lying, boolean audited) {
        var application = scenario.shape().implementations().get(slot - 1).create();
        var lies = chance.split();
        var lie = scenario.lie();
        var path = lying && lie != null ? new Liar(lie, lies) : ReplyPath.HONEST;
        return new ReplicaMachine(
                this, slot, audited ? new DomainAudit(application) : application, path);
    }

    /// Counts what the scenario is like among the run's marks.
    private void markScenario() {
        var lie = scenario.lie();
        if (lie != null) {
            mark("lie: " + lie, 1);
        }
        mark("tiny limits", scenario.shape().tiny() ? 1 : 0);
        mark("links counting from far away", scenario.shape().firstNumber() == 1 ? 0 : 1);
    }

    /// Starts every machine within the next moments, in any order.
    void start() {
        markScenario();
        machines.forEach(machine ->
                surroundings.simulation().after(chance.below(START_SPAN), machine::start));
    }

    /// Ends all faults; who crashed and comes back does so at once.
    void heal() {
        network.heal();
        for (var machine : machines) {
            machine.start();
            machine.process().heal();
        }
    }

    /// Starts `machine` again after a while.
    void restartLater(Machine machine) {
        mark(machine.id().kind() + " crashed", 1);
        surroundings.simulation().after(chance.below(RESTART_SPAN), machine::start);
    }

    /// What one life of `node` is made of.
    NodeSettings settings(NodeId node, long boot) {
        var peers =
                nodes.stream()
                        .filter(peer -> linked(node.kind(), peer.kind()))
                        .collect(ImmutableList.toImmutableList());
        return new NodeSettings(
                new Peer(node, 0, boot),
                ID,
                limits.links(),
                peers,
                chance.next(),
                scenario.shape().firstNumber());
    }

    /// Replicas have no business with one another, nor front ends; nor has anybody with himself.
    private static boolean linked(NodeId.Kind one, NodeId.Kind other) {
        return one != other;
    }

    /// `role`, read along if somebody reads the trace.
    <M extends Message, L> Role<M, L> watched(NodeId node, Role<M, L> role) {
        var trace = surroundings.trace();
        return trace.isRead()
                ? new WatchedRole<>(
                        role, text -> trace.remark(surroundings.simulation().now(), node, text))
                : role;
    }

    /// Takes down that `what` happened at `node`, at the place `number` of the order.
    void fact(NodeId node, String what, long number) {
        surroundings.trace().fact(surroundings.simulation().now(), node, what, null, number);
    }

    /// `what` happened `times` times.
    void mark(String what, long times) {
        surroundings.marks().counter(what).add(times);
    }

    /// Whether every replica that lives has executed everything there is.
    boolean isSettled() {
        return replicas.stream().allMatch(ReplicaMachine::isAtHead);
    }

    /// How far everybody is.
    String places() {
        return "head " + order.head() + ", " + replicas;
    }

    /// Checks that all replicas that live have the same digest.
    void checkDigests() {
        var digests =
                replicas.stream()
                        .flatMap(replica -> Optional.ofNullable(replica.digest()).stream())
                        .distinct()
                        .toList();
        if (digests.size() != 1) {
            throw new Violation("I14", "the digests differ: " + digests);
        }
    }

    /// Checks that nobody has sent more again than the budgets of the links allow.
    void checkBudgets() {
        machines.forEach(machine -> machine.process().checkBudgets());
    }

    /// Adds what everybody counted to the run's marks.
    void count() {
        machines.forEach(machine -> {
            machine.process().count();
            machine.count();
        });
    }

    /// Lets `action` happen as the next thing.
    void later(Runnable action) {
        surroundings.simulation().after(0, action);
    }

    @Override
    public ImmutableList<Machine> machines() {
        return machines;
    }

    @Override
    public SequencerMachine sequencer() {
        return sequencer;
    }

    /// The date that operations are made for.
    LocalDate today() {
        var newest = order.entry(order.head());
        return newest == null ? FIRST_DAY : LocalDate.ofEpochDay(newest.stamp().businessDay());
    }

    ImmutableList<FrontEndMachine> frontEnds() {
        return frontEnds;
    }

    ImmutableList<ReplicaMachine> replicas() {
        return replicas;
    }

    Surroundings surroundings() {
        return surroundings;
    }

    SimulatedNetwork network() {
        return network;
    }

    ClusterLimits limits() {
        return limits;
    }

    Strengths faults() {
        return scenario.faults();
    }

    Durability durability() {
        return scenario.shape().durability();
    }

    Judgement judgement() {
        return judgement;
    }

    Order order() {
        return order;
    }

    Requests requests() {
        return requests;
    }
}
