package marquee.launcher.picture;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import marquee.applications.booking.BookingCodec;
import marquee.frontend.FrontEndEffect;
import marquee.frontend.FrontEndEvent;
import marquee.launcher.report.Report;
import marquee.launcher.scenario.Edge;
import marquee.launcher.scenario.Recorder.Made;
import marquee.protocol.NodeId;
import marquee.protocol.replication.Outcome;
import marquee.protocol.replication.RequestId;
import marquee.protocol.wire.Bytes;
import org.jspecify.annotations.Nullable;

/// The calls of one run, with what came of them.
final class CallBook {
    private final List<Call> calls = new ArrayList<>();
    private final Map<Bytes, List<Call>> byOperation = new HashMap<>();
    private final Map<Line, Call> open = new LinkedHashMap<>();
    private final Map<RequestId, Set<Long>> numbers = new LinkedHashMap<>();
    private final Map<Long, Outcome> answers = new TreeMap<>();

    private record Line(NodeId frontEnd, long call) {}

    /// One call; what is null or 0 is not known.
    static final class Call {
        final NodeId frontEnd;
        final long begun;
        final FrontEndEvent.Called called;
        long ended = Report.NEVER;
        String seen = "no reply";
        String agreedBy = "";
        @Nullable Outcome outcome;

        Call(NodeId frontEnd, long begun, FrontEndEvent.Called called) {
            this.frontEnd = frontEnd;
            this.begun = begun;
            this.called = called;
        }

        long number() {
            return outcome == null ? 0 : outcome.number();
        }

        String what() {
            return Told.operation(called.operation());
        }

        String who() {
            var operation = BookingCodec.decodeOperation(called.operation());
            var actor = operation == null ? "?" : operation.actor().toString();
            return called.id() == null ? actor : actor + " (" + called.id() + ")";
        }
    }

    void called(long now, NodeId frontEnd, FrontEndEvent.Called called) {
        var call = new Call(frontEnd, now, called);
        calls.add(call);
        byOperation.computeIfAbsent(called.operation(), key -> new ArrayList<>()).add(call);
        open.put(new Line(frontEnd, called.call()), call);
    }

    void ended(long now, NodeId frontEnd, FrontEndEffect ending) {
        switch (ending) {
            case FrontEndEffect.Answered(long number, var outcome, var agreedBy) -> {
                var call = end(now, frontEnd, number, Told.result(outcome));
                if (call != null) {
                    call.outcome = outcome;
                    call.agreedBy = agreedBy.toString();
                }
                answers.put(outcome.number(), outcome);
            }
            case FrontEndEffect.Refused(long number, var reason) ->
                    end(now, frontEnd, number, "not taken: " + reason);
            case FrontEndEffect.Unknown(long number) -> end(now, frontEnd, number, "unknown");
            default -> {}
        }
    }

    private @Nullable Call end(long now, NodeId frontEnd, long number, String seen) {
        var call = open.remove(new Line(frontEnd, number));
        if (call != null) {
            call.ended = now;
            call.seen = seen;
        }
        return call;
    }

    /// The connections to `frontEnd` are broken, if it is one.
    void broken(long now, NodeId frontEnd) {
        var lines =
                open.keySet().stream().filter(line -> line.frontEnd().equals(frontEnd)).toList();
        lines.forEach(line -> end(now, frontEnd, line.call(), "connection broken"));
    }

    void ordered(long number, RequestId id) {
        numbers.computeIfAbsent(id, key -> new TreeSet<>()).add(number);
    }

    /// Where the request called `id` stands in the order.
    ImmutableList<Long> numbers(@Nullable RequestId id) {
        return id == null
                ? ImmutableList.of()
                : ImmutableList.copyOf(numbers.getOrDefault(id, Set.of()));
    }

    /// What was answered at the place `number`, if anything was.
    @Nullable Outcome answer(long number) {
        return answers.get(number);
    }

    List<Call> calls() {
        return calls;
    }

    ImmutableList<Report.Call> told() {
        return calls.stream()
                .map(call ->
                        new Report.Call(
                                call.begun,
                                call.ended,
                                call.who(),
                                call.what(),
                                call.seen,
                                "",
                                false,
                                call.number(),
                                call.agreedBy))
                .collect(ImmutableList.toImmutableList());
    }

    /// What customers asked for, each with the answer of a front end that it got.
    ImmutableList<Report.Call> told(ImmutableList<Made> made) {
        return made.stream()
                .map(each -> {
                    var answer = answer(each);
                    return new Report.Call(
                            each.begun(),
                            each.ended() == Long.MAX_VALUE ? Report.NEVER : each.ended(),
                            each.who(),
                            each.what(),
                            each.seen(),
                            each.expected(),
                            each.isWrong(),
                            answer == null ? 0 : answer.number(),
                            answer == null ? "" : answer.agreedBy);
                })
                .collect(ImmutableList.toImmutableList());
    }

    /// The last answer to this request that was given while it was waited for.
    private @Nullable Call answer(Made made) {
        var asked = BookingCodec.encode(Edge.operation(made.call()));
        return byOperation.getOrDefault(asked, List.of()).stream()
                .filter(call -> call.outcome != null && made.begun() <= call.begun)
                .filter(call -> call.ended <= made.ended())
                .filter(call -> call.called.id() == null || isKey(call, made))
                .reduce((one, other) -> other)
                .orElse(null);
    }

    private static boolean isKey(Call call, Made made) {
        var id = call.called.id();
        return id != null && id.key().equals(made.key());
    }
}
