package marquee.launcher.simulated;

import com.google.common.collect.ImmutableList;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import marquee.applications.booking.BookingCodec;
import marquee.applications.booking.BookingOperation;
import marquee.applications.booking.EarlyChecks;
import marquee.frontend.FrontEndEffect;
import marquee.frontend.FrontEndEvent;
import marquee.launcher.scenario.Edge;
import marquee.launcher.scenario.History;
import marquee.launcher.scenario.Recorder;
import marquee.launcher.scenario.Recorder.Made;
import marquee.launcher.scenario.Seen;
import marquee.launcher.scenario.Step;
import marquee.launcher.simulated.Attempts.Fate;
import marquee.launcher.simulated.Attempts.Reply;
import marquee.launcher.simulated.Attempts.Ways;
import marquee.protocol.replication.Outcome;
import marquee.protocol.replication.Outcome.Verdict;
import marquee.protocol.replication.RequestId;
import marquee.simulation.Simulation;
import org.jspecify.annotations.Nullable;

/// Whoever calls the service on a stage, and what they have seen.
final class Clientele {
    private final Cluster cluster;
    private final Simulation simulation;
    private final Ways any;
    private final Map<Integer, Ways> alone = new LinkedHashMap<>();
    private final Recorder recorder = new Recorder();
    private int keys;

    Clientele(Cluster cluster) {
        this.cluster = cluster;
        this.simulation = cluster.surroundings().simulation();
        this.any = new Ways(cluster.frontEnds());
    }

    /// What all of them have seen.
    History history() {
        return new History(cluster.firstDay(), recorder.events());
    }

    /// The calls that have ended.
    ImmutableList<Made> made() {
        return recorder.made();
    }

    /// Makes `call`; `ended` gets what is seen. What needs no state is refused by the front end, as
    /// its web service does.
    void call(Step.Call call, Consumer<String> ended) {
        var operation = Edge.operation(call);
        var key = call.key() == null ? "call-" + ++keys : call.key();
        long begun = simulation.now();
        Attempts.of(
                simulation,
                ways(call.frontEnd()),
                request(operation, key),
                seen -> {
                    long end = seen.equals(Seen.UNKNOWN) ? Long.MAX_VALUE : simulation.now();
                    recorder.note(new Made(call, key, begun, end, seen));
                    ended.accept(seen);
                });
    }

    /// Moves the business date to `to`; `ended` gets the date that it is then, or [Seen#UNKNOWN].
    void moveDate(LocalDate to, Consumer<String> ended) {
        long begun = simulation.now();
        int day = (int) to.toEpochDay();
        Attempts.of(
                simulation,
                any,
                (frontEnd, reply) ->
                        frontEnd.ask(
                                call -> new FrontEndEvent.DateAsked(call, day),
                                ending -> reply.accept(reply(ending))),
                seen -> {
                    boolean known = !seen.equals(Seen.UNKNOWN);
                    long end = known ? simulation.now() : Long.MAX_VALUE;
                    recorder.note(new History.DateMoved(begun, end, to, known));
                    ended.accept(seen);
                });
    }

    private Ways ways(int frontEnd) {
        return frontEnd == 0
                ? any
                : alone.computeIfAbsent(
                        frontEnd, index -> new Ways(cluster.frontEnds().subList(index - 1, index)));
    }

    private Attempts.Request request(BookingOperation operation, String key) {
        var refusal = EarlyChecks.refusal(operation);
        if (refusal != null) {
            var refused = new Reply(Fate.ANSWERED, Seen.of(refusal));
            return (frontEnd, reply) -> {
                if (!frontEnd.process().isStopped()) {
                    cluster.later(() -> reply.accept(refused));
                }
            };
        }
        var bytes = BookingCodec.encode(operation);
        if (!operation.mutates()) {
            return (frontEnd, reply) -> send(frontEnd, requests().send(null, bytes), reply);
        }
        var id = RequestId.named(operation.actor().toString(), key);
        var named = requests().send(id, bytes);
        return (frontEnd, reply) -> send(frontEnd, named, reply);
    }

    private Requests requests() {
        return cluster.requests();
    }

    private void send(FrontEndMachine frontEnd, Requests.Call call, Consumer<Reply> reply) {
        frontEnd.call(
                call,
                ending -> {
                    if (ending instanceof FrontEndEffect.Answered(_, var outcome, _)) {
                        requests().answered(call, outcome, cluster.order());
                    }
                    reply.accept(reply(ending));
                });
    }

    private static Reply reply(@Nullable FrontEndEffect ending) {
        return switch (ending) {
            case null -> new Reply(Fate.BROKE_OFF, Seen.UNKNOWN);
            case FrontEndEffect.Answered(_, var outcome, _) -> reply(outcome);
            case FrontEndEffect.Refused(_, var reason) -> refused(reason);
            case FrontEndEffect.DateShown(_, _, int day) ->
                    new Reply(Fate.ANSWERED, LocalDate.ofEpochDay(day).toString());
            default -> new Reply(Fate.UNKNOWN, Seen.UNKNOWN);
        };
    }

    private static Reply reply(Outcome outcome) {
        boolean isDone = outcome.verdict() != Verdict.KEYS_EXHAUSTED;
        return new Reply(isDone ? Fate.ANSWERED : Fate.NOT_DONE, Seen.of(outcome));
    }

    private static Reply refused(FrontEndEffect.Reason reason) {
        return switch (reason) {
            case KEY_REUSED -> new Reply(Fate.ANSWERED, Verdict.KEY_REUSED.name());
            case TOO_MANY_PENDING, TOO_MANY_IN_FLIGHT -> new Reply(Fate.NOT_DONE, Seen.NOT_TAKEN);
            case STALE, HISTORY_FULL, NOT_HANDED_OVER -> new Reply(Fate.NOT_DONE, Seen.UNKNOWN);
        };
    }
}
