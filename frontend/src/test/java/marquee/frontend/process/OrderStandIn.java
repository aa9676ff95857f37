package marquee.frontend.process;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import marquee.applications.StateMachine;
import marquee.applications.booking.model.ReferenceModel;
import marquee.frontend.FrontEndEffect;
import marquee.frontend.FrontEndEffect.Answered;
import marquee.frontend.FrontEndEffect.Reason;
import marquee.frontend.FrontEndEffect.Refused;
import marquee.frontend.FrontEndEvent;
import marquee.frontend.FrontEndEvent.Called;
import marquee.frontend.FrontEndStatus;
import marquee.frontend.FrontEndStatus.Count;
import marquee.frontend.FrontEndStatus.SlotCounts;
import marquee.frontend.FrontEndStatus.Verdict;
import marquee.frontend.Replacement;
import marquee.frontend.SlotSet;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.replication.Digest;
import marquee.protocol.replication.Membership;
import marquee.protocol.replication.Outcome;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd.ClusterReport;
import marquee.protocol.replication.RequestId;
import marquee.protocol.replication.SlotReport;
import marquee.protocol.replication.SlotReport.Biography;
import marquee.protocol.replication.Stamp;
import marquee.protocol.replication.View;
import marquee.protocol.wire.Bytes;
import org.jspecify.annotations.Nullable;

/// A whole cluster in one object, for tests of the edge: it orders and executes at once, on the
/// reference model, remembers what each key was answered, and agrees with itself.
public final class OrderStandIn implements Predicate<FrontEndEvent> {
    static final Peer SEQUENCER = new Peer(NodeId.SEQUENCER, 0, 3);

    private final StateMachine model = new ReferenceModel();
    private final Map<RequestId, Remembered> keys = new HashMap<>();
    private final Consumer<FrontEndEffect> effects;
    private @Nullable Membership membership;
    private ImmutableList<Replacement> replacements = ImmutableList.of();
    private LocalDate date;
    private long number;
    private int watched;
    private long asked;
    private int called;
    private final List<String> told = new ArrayList<>();
    private boolean laboratory = true;
    private boolean full;
    private boolean mute;
    private @Nullable Reason refusal;
    private Outcome.@Nullable Verdict verdict;

    private record Remembered(Bytes operation, Outcome outcome) {}

    OrderStandIn(LocalDate date, Consumer<FrontEndEffect> effects) {
        this.date = date;
        this.effects = effects;
    }

    /// From now on there is no room for events.
    public void fillUp() {
        full = true;
    }

    /// From now on nobody is answered.
    public void fallSilent() {
        mute = true;
    }

    /// From now on calls are refused.
    public void refuse(Reason reason) {
        refusal = reason;
    }

    /// From now on nothing is executed, and this is why.
    public void answer(Outcome.Verdict instead) {
        verdict = instead;
    }

    /// From now on it is no laboratory.
    public void closeLaboratory() {
        laboratory = false;
    }

    /// Who was told to do what wrong.
    public synchronized List<String> told() {
        return told;
    }

    /// Waits until it has been called `times` times, whether it answers or not.
    public synchronized void awaitCalls(int times) throws InterruptedException {
        while (called < times) {
            wait();
        }
    }

    /// How often it was asked how it is.
    public synchronized long asked() {
        return asked;
    }

    /// How often it was said that somebody watches.
    public synchronized int watched() {
        return watched;
    }

    /// How many requests were ordered.
    public synchronized long ordered() {
        return number;
    }

    /// From now on this is known of the group.
    public void show(Membership group, Replacement... newest) {
        membership = group;
        replacements = ImmutableList.copyOf(newest);
    }

    @Override
    public synchronized boolean test(FrontEndEvent event) {
        if (event instanceof Called) {
            called++;
            notifyAll();
        }
        if (event instanceof FrontEndEvent.Watched) {
            watched++;
        } else if (!full && !mute) {
            effects.accept(effect(event));
        }
        return !full;
    }

    private FrontEndEffect effect(FrontEndEvent event) {
        return switch (event) {
            case Called called when refusal != null -> new Refused(called.call(), refusal);
            case Called called -> new Answered(called.call(), outcome(called), new SlotSet(0b101));
            case FrontEndEvent.ClusterAsked(var call) ->
                    new FrontEndEffect.ClusterShown(
                            call, SEQUENCER, report(), membership, replacements);
            case FrontEndEvent.DateAsked(var call, var day) ->
                    move(call, LocalDate.ofEpochDay(day));
            case FrontEndEvent.FaultsAsked(var call, var nodes, var order) -> {
                told.add(nodes + " " + order);
                yield new FrontEndEffect.FaultsShown(call, laboratory);
            }
            case FrontEndEvent.StatusAsked(var call) -> {
                asked++;
                yield new FrontEndEffect.StatusShown(call, status());
            }
            case FrontEndEvent.Watched() -> throw new IllegalArgumentException("no call");
        };
    }

    private Outcome outcome(Called called) {
        number++;
        var id = called.id() == null ? RequestId.own("#own", number) : called.id();
        var earlier = keys.get(id);
        if (verdict != null) {
            return new Outcome(number, number, id, verdict, Bytes.EMPTY);
        }
        if (earlier == null) {
            var result = model.execute(date, called.operation(), (_, _, _) -> {});
            var outcome = new Outcome(number, number, id, Outcome.Verdict.EXECUTED, result);
            keys.put(id, new Remembered(called.operation(), outcome));
            return outcome;
        }
        var first = earlier.outcome();
        return earlier.operation().equals(called.operation())
                ? new Outcome(number, first.number(), id, first.verdict(), first.result())
                : new Outcome(number, first.number(), id, Outcome.Verdict.KEY_REUSED, Bytes.EMPTY);
    }

    private FrontEndEffect move(long call, LocalDate to) {
        boolean moved = laboratory && !to.isBefore(date);
        date = moved ? to : date;
        return new FrontEndEffect.DateShown(call, moved, (int) date.toEpochDay());
    }

    private ClusterReport report() {
        var liar = new Biography("theatres", "wrong-reply:3", 4711);
        var alive = new SlotReport(active(2), liar, 12, 10, new Digest(1, 2), 0);
        var silent = new SlotReport(active(3), Biography.UNKNOWN, 0, 0, Digest.ZERO, 5);
        var stamp = new Stamp(1, (int) date.toEpochDay());
        return new ClusterReport(1, number + 1, stamp, 1, ImmutableList.of(alive, silent));
    }

    private static View.Member active(int slot) {
        return new View.Member(new ReplicaId(slot, 0), View.State.ACTIVE);
    }

    private FrontEndStatus status() {
        var slot =
                new SlotCounts(
                        2,
                        true,
                        ImmutableMap.of(Verdict.INCORRECT, 3L, Verdict.CONTRADICTION, 1L),
                        ImmutableMap.of("STRUCK_OUT", 2L));
        return new FrontEndStatus(
                refusal == null,
                2,
                8,
                500_000_000,
                number,
                Maps.toMap(List.of(Count.values()), count -> count == Count.ANSWERED ? number : 0),
                ImmutableList.of(slot));
    }
}
