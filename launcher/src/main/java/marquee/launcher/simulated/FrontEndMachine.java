package marquee.launcher.simulated;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import marquee.frontend.FrontEnd;
import marquee.frontend.FrontEndEffect;
import marquee.frontend.FrontEndEvent;
import marquee.frontend.FrontEndSettings;
import marquee.frontend.FrontEndStatus.Verdict;
import marquee.protocol.Effect;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.replication.Outcome;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.ReplicationCodec;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd;
import marquee.simulation.SimulatedProcess;
import marquee.simulation.Violation;
import org.jspecify.annotations.Nullable;

/// A machine with one front end, and the clients' connections to it.
final class FrontEndMachine implements Machine {
    private static final long FIRST_BOOT = 1_000;
    private static final long LOOK_NANOS = 500_000_000;

    private final Cluster cluster;
    private final NodeId id;
    private final SimulatedProcess<ToFrontEnd, FrontEndEvent> process;
    private final Map<Long, Waiting> calls = new LinkedHashMap<>();
    private @Nullable FrontEnd frontEnd;
    private long boot = FIRST_BOOT;
    private @Nullable GuardedRole<ToFrontEnd, FrontEndEvent> guarded;
    private boolean retired;
    private long newestCall;
    private boolean hasNewCall;

    /// Who waits for the end of a call, and since when.
    private record Waiting(long since, Consumer<@Nullable FrontEndEffect> ending) {}

    FrontEndMachine(Cluster cluster, int index) {
        this.cluster = cluster;
        this.id = NodeId.frontEnd(index);
        this.process =
                new SimulatedProcess<>(
                        cluster.surroundings(), cluster.network(), id, this::stepped);
    }

    @Override
    public SimulatedProcess<ToFrontEnd, FrontEndEvent> process() {
        return process;
    }

    @Override
    public void start() {
        if (process.isRunning() || retired) {
            return;
        }
        count();
        boot++;
        var self = new Peer(id, 0, boot);
        var limits = cluster.limits().frontEnd();
        frontEnd = new FrontEnd(new FrontEndSettings(self, cluster.shape().group(), limits));
        guarded = cluster.guarded(process.who(), frontEnd);
        process.start(
                cluster.settings(id, 0, boot),
                guarded,
                ReplicationCodec.forFrontEnd(),
                this::perform);
        lookLater();
    }

    /// Crashes for good.
    void retire() {
        retired = true;
        process.crash();
    }

    /// Whether the front end has not crashed for good.
    boolean isInService() {
        return !retired;
    }

    /// Whether this life of the front end, if there is one, knows that `replica` fills its slot.
    boolean knows(ReplicaId replica) {
        return !process.isRunning()
                || (guarded != null
                        && guarded.incarnation(replica.node()) == replica.incarnation());
    }

    /// Whether the sequencer and enough replicas are connected.
    boolean isReady() {
        return process.isRunning() && frontEnd != null && frontEnd.status().ready();
    }

    /// Since when the call waits that has waited longest, if any does; else `Long.MAX_VALUE`.
    long waitingSince() {
        return calls.isEmpty() ? Long.MAX_VALUE : calls.values().iterator().next().since();
    }

    /// How many replies of `slot` this life has found incorrect.
    long incorrect(int slot) {
        return frontEnd == null
                ? 0
                : frontEnd.status().slots().get(slot - 1).count(Verdict.INCORRECT);
    }

    /// Somebody looks at the cluster now and then, as long as this life of the process goes on.
    private void look(long life) {
        if (!process.isRunning() || life != boot) {
            return;
        }
        submit(FrontEndEvent.ClusterAsked::new, ending -> {});
        lookLater();
    }

    private void lookLater() {
        long life = boot;
        cluster.surroundings().simulation().after(LOOK_NANOS, () -> look(life));
    }

    /// Invariant I17: nobody is shown a place that is not in the log.
    private void shown(FrontEndEffect.ClusterShown shown) {
        long head = shown.report().next() - 1;
        if (head > cluster.order().head()) {
            throw new Violation("I17", "shown " + head + " of " + cluster.order().head());
        }
        cluster.mark("cluster shown", 1);
        end(shown.call(), shown);
    }

    /// A client calls; `ending` gets what the front end says in the end, or null if it crashes
    /// before.
    void call(Requests.Call call, Consumer<@Nullable FrontEndEffect> ending) {
        ask(number -> new FrontEndEvent.Called(number, call.id(), call.operation()), ending);
    }

    /// Somebody asks for what `event` makes of the number of his call; `ending` as above.
    void ask(LongFunction<FrontEndEvent> event, Consumer<@Nullable FrontEndEffect> ending) {
        if (!process.isRunning()) {
            // Nobody takes the connection: certainly nothing was handed over.
            var refused =
                    new FrontEndEffect.Refused(newestCall, FrontEndEffect.Reason.NOT_HANDED_OVER);
            cluster.later(() -> ending.accept(refused));
            return;
        }
        submit(event, ending);
    }

    private void submit(
            LongFunction<FrontEndEvent> event, Consumer<@Nullable FrontEndEffect> ending) {
        calls.put(++newestCall, new Waiting(cluster.surroundings().simulation().now(), ending));
        hasNewCall = true;
        process.submit(event.apply(newestCall));
    }

    private void perform(Effect.Local effect) {
        switch ((FrontEndEffect) effect) {
            case FrontEndEffect.Answered answered -> {
                cluster.fact(id, "answers", answered.outcome().number());
                cluster.judgement().checkQuorum(answered, this::hasWord);
                end(answered.call(), answered);
            }
            case FrontEndEffect.Refused refused -> end(refused.call(), refused);
            case FrontEndEffect.Unknown unknown -> end(unknown.call(), unknown);
            case FrontEndEffect.ClusterShown shown -> shown(shown);
            case FrontEndEffect.DateShown shown -> end(shown.call(), shown);
            case FrontEndEffect.Noticed(var incident) ->
                    cluster.judgement().noticed(id, boot, incident);
            default -> {
                // What people want to know of beside their calls.
            }
        }
    }

    private boolean hasWord(ReplicaId replica, Outcome outcome) {
        return guarded != null && guarded.hasWord(replica, outcome);
    }

    private void end(long call, FrontEndEffect ending) {
        var waiting = calls.remove(call);
        if (waiting == null) {
            throw new Violation("I5", id + " ends the call " + call + " once too often: " + ending);
        }
        waiting.ending().accept(ending);
    }

    private void stepped() {
        if (!process.isRunning()) {
            var broken = List.copyOf(calls.values());
            calls.clear();
            broken.forEach(waiting -> cluster.later(() -> waiting.ending().accept(null)));
            cluster.restartLater(this);
        } else if (frontEnd != null && hasNewCall) {
            hasNewCall = false;
            int most = cluster.limits().frontEnd().pendingMax();
            Judgement.checkBound("calls pending", frontEnd.status().pending(), most);
        }
    }

    @Override
    public void count() {
        if (frontEnd != null) {
            var status = frontEnd.status();
            status.counts().forEach((what, count) -> cluster.mark("front end: " + what, count));
            for (var slot : status.slots()) {
                slot.verdicts().forEach((what, count) -> cluster.mark("verdict: " + what, count));
            }
        }
    }
}
