package marquee.launcher.simulated;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import marquee.launcher.report.Report;
import marquee.launcher.report.SpaceTime;
import marquee.launcher.report.SpaceTime.Lane;
import marquee.launcher.report.SpaceTime.Mark;
import marquee.launcher.report.SpaceTime.Place;
import marquee.launcher.report.SpaceTime.Segment;
import marquee.protocol.Message;
import marquee.protocol.NodeId;
import marquee.protocol.replication.Digest;
import marquee.protocol.replication.Outcome;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd;
import marquee.protocol.replication.ReplicationMessage.ToSequencer;
import marquee.simulation.Onlooker.Passage;
import marquee.simulation.Onlooker.Who;

/// The report of one simulated run, made of what a [Recorder] took down of it.
final class Picture {
    private static final int CUSTOMERS = 0;

    private static final ImmutableList<NodeId.Kind> ORDER =
            ImmutableList.of(
                    NodeId.Kind.FRONT_END,
                    NodeId.Kind.SEQUENCER,
                    NodeId.Kind.REPLICA,
                    NodeId.Kind.MANAGER);

    private final Recorder recorder;
    private final CallBook calls;
    private final List<NodeId> nodes;
    private final Map<Who, List<Recorder.Life>> lives = new HashMap<>();
    private final Map<Long, Outcome> right = new HashMap<>();
    private final Map<Long, Digest> digests = new HashMap<>();

    private Picture(Recorder recorder) {
        this.recorder = recorder;
        this.calls = recorder.calls;
        this.nodes =
                recorder.lives.stream()
                        .map(life -> life.who.node())
                        .distinct()
                        .sorted(
                                Comparator.<NodeId>comparingInt(node -> ORDER.indexOf(node.kind()))
                                        .thenComparingInt(NodeId::index))
                        .toList();
        for (var life : recorder.lives) {
            lives.computeIfAbsent(life.who, key -> new ArrayList<>()).add(life);
        }
        agree();
    }

    /// The report of the run that `recorder` looked on at.
    static Report of(Recorder recorder, Run.Result result, String command) {
        var picture = new Picture(recorder);
        var scenario = result.scenario();
        var violation = result.violation();
        var played =
                new Report.Played(
                        "seed " + scenario.seed(),
                        title(scenario),
                        "simulated",
                        violation == null ? Report.Verdict.PASSED : Report.Verdict.FAILED,
                        violation == null
                                ? ImmutableList.of()
                                : ImmutableList.of("" + violation.getMessage()),
                        result.virtualNanos(),
                        picture.calls.told(),
                        picture.votes(),
                        picture.spaceTime(result));
        return new Report("Seed " + scenario.seed(), command, ImmutableList.of(played));
    }

    private static String title(Scenario scenario) {
        var shape = scenario.shape();
        var lie =
                scenario.lie() == null
                        ? "nobody lies at first"
                        : "a replica lies: " + scenario.lie();
        return "%d replicas, %d front ends, %d customers; per mille: %s; %s"
                .formatted(
                        shape.group().slots(),
                        shape.frontEnds(),
                        shape.customers(),
                        scenario.faults(),
                        lie);
    }

    /// Finds out which outcome and which digest are the right ones: what was answered, else what
    /// most slots say.
    private void agree() {
        var outcomes = new HashMap<Long, Map<Outcome, Long>>();
        var marks = new HashMap<Long, Map<Digest, Long>>();
        for (var draft : recorder.drafts) {
            long slot = 1L << draft.from().node().index();
            for (var message : draft.messages()) {
                if (message instanceof ToFrontEnd.Reply(_, var outcome)) {
                    outcomes.computeIfAbsent(outcome.number(), key -> new HashMap<>())
                            .merge(outcome, slot, (one, other) -> one | other);
                } else if (message instanceof ToSequencer.MarkDigest(_, long number, var digest)) {
                    marks.computeIfAbsent(number, key -> new HashMap<>())
                            .merge(digest, slot, (one, other) -> one | other);
                }
            }
        }
        outcomes.forEach((number, said) -> right.put(number, mostSaid(said)));
        outcomes.keySet().stream()
                .filter(number -> calls.answer(number) != null)
                .forEach(number -> right.put(number, calls.answer(number)));
        marks.forEach((number, said) -> digests.put(number, mostSaid(said)));
    }

    private static <T> T mostSaid(Map<T, Long> said) {
        return said.entrySet().stream()
                .max(Comparator.comparingInt(entry -> Long.bitCount(entry.getValue())))
                .orElseThrow()
                .getKey();
    }

    private boolean isWrong(Message message) {
        return switch (message) {
            case ToFrontEnd.Reply(_, var outcome) -> !outcome.equals(right.get(outcome.number()));
            case ToSequencer.MarkDigest(_, long number, var digest) ->
                    !digest.equals(digests.get(number));
            default -> false;
        };
    }

    private ImmutableList<Report.Vote> votes() {
        var votes = new ArrayList<Report.Vote>();
        var heard = new HashSet<ToFrontEnd.Reply>();
        for (var draft : recorder.drafts) {
            var passage = draft.passage();
            for (var message : draft.messages()) {
                if (message instanceof ToFrontEnd.Reply reply
                        && fate(passage) == SpaceTime.Fate.ARRIVED
                        && heard.add(reply)) {
                    var said = Told.result(reply.outcome());
                    votes.add(
                            new Report.Vote(
                                    reply.outcome().number(),
                                    passage.arrivesAt(),
                                    reply.from().toString(),
                                    said,
                                    !isWrong(reply)));
                }
            }
        }
        votes.sort(
                Comparator.comparingLong(Report.Vote::number).thenComparingLong(Report.Vote::at));
        return ImmutableList.copyOf(votes);
    }

    private SpaceTime spaceTime(Run.Result result) {
        var lanes = ImmutableList.<Lane>builder();
        lanes.add(new Lane("customers", SpaceTime.Role.CUSTOMERS));
        nodes.forEach(node -> lanes.add(new Lane(node.toString(), role(node))));
        var segments =
                recorder.lives.stream()
                        .map(life ->
                                new Segment(place(life.who), life.begun, life.votes, life.ended))
                        .collect(ImmutableList.toImmutableList());
        var marks = ImmutableList.<Mark>builder();
        recorder.remarks.stream()
                .map(remark ->
                        new Mark(
                                place(remark.who()),
                                remark.at(),
                                remark.until(),
                                remark.kind(),
                                remark.text()))
                .forEach(marks::add);
        var violation = result.violation();
        if (violation != null) {
            long at = result.virtualNanos();
            var text = "" + violation.getMessage();
            marks.add(new Mark(new Place(CUSTOMERS, 0), at, at, SpaceTime.Kind.VIOLATION, text));
        }
        return new SpaceTime(lanes.build(), segments, messages(), marks.build(), recorder.omitted);
    }

    private ImmutableList<SpaceTime.Message> messages() {
        var messages = new ArrayList<SpaceTime.Message>();
        recorder.drafts.forEach(draft -> messages.add(message(draft)));
        calls.calls().forEach(call -> addCall(call, messages));
        messages.sort(Comparator.comparingLong(SpaceTime.Message::sent));
        return ImmutableList.copyOf(messages);
    }

    private SpaceTime.Message message(Recorder.Draft draft) {
        var numbers =
                draft.messages().stream()
                        .flatMap(message -> numbers(message).stream())
                        .distinct()
                        .collect(ImmutableList.toImmutableList());
        var passage = draft.passage();
        boolean wrong = draft.beyond() || draft.messages().stream().anyMatch(this::isWrong);
        var text = draft.messages().stream().map(Told::of).collect(Collectors.joining("\n"));
        return new SpaceTime.Message(
                place(draft.from()),
                place(passage.to()),
                passage.sentAt(),
                passage.arrivesAt(),
                draft.kind(),
                numbers,
                fate(passage),
                wrong,
                text + how(passage));
    }

    private ImmutableList<Long> numbers(Message message) {
        long number = Told.number(message);
        return number > 0 ? ImmutableList.of(number) : calls.numbers(Told.request(message));
    }

    private static String how(Passage passage) {
        return switch (passage.fate()) {
            case ARRIVES -> "";
            case DOUBLED -> "\ndoubled on the way";
            case REPLAYED -> "\nan old datagram, replayed";
            case DAMAGED -> "\ndamaged on the way, and dropped";
            case LOST -> "\nlost";
            case LOST_IN_BURST -> "\nlost in a burst";
            case LOST_IN_PARTITION -> "\nlost in a partition";
            case LOST_IN_QUEUE -> "\nlost on a full link";
        };
    }

    private SpaceTime.Fate fate(Passage passage) {
        var fate = passage.fate();
        if (fate.isLost()) {
            return SpaceTime.Fate.LOST;
        }
        if (!isThere(passage.to(), passage.arrivesAt())) {
            return SpaceTime.Fate.NOBODY;
        }
        return switch (fate) {
            case DAMAGED -> SpaceTime.Fate.DAMAGED;
            case DOUBLED, REPLAYED -> SpaceTime.Fate.AGAIN;
            default -> SpaceTime.Fate.ARRIVED;
        };
    }

    private boolean isThere(Who who, long at) {
        return lives.getOrDefault(who, List.of()).stream()
                .anyMatch(life ->
                        life.begun <= at && (life.ended == Report.NEVER || at < life.ended));
    }

    private void addCall(CallBook.Call call, List<SpaceTime.Message> messages) {
        var customers = new Place(CUSTOMERS, 0);
        var frontEnd = place(new Who(call.frontEnd, 0));
        long number = call.number();
        var numbers = number > 0 ? ImmutableList.of(number) : calls.numbers(call.called.id());
        messages.add(
                arrow(
                        customers,
                        frontEnd,
                        call.begun,
                        "call",
                        numbers,
                        call.who() + ": " + call.what()));
        if (call.ended != Report.NEVER) {
            messages.add(arrow(frontEnd, customers, call.ended, "answer", numbers, call.seen));
        }
    }

    private static SpaceTime.Message arrow(
            Place from, Place to, long at, String kind, ImmutableList<Long> numbers, String text) {
        var arrived = SpaceTime.Fate.ARRIVED;
        return new SpaceTime.Message(from, to, at, at, kind, numbers, arrived, false, text);
    }

    private Place place(Who who) {
        return new Place(nodes.indexOf(who.node()) + 1, who.incarnation());
    }

    private static SpaceTime.Role role(NodeId node) {
        return switch (node.kind()) {
            case SEQUENCER -> SpaceTime.Role.SEQUENCER;
            case FRONT_END -> SpaceTime.Role.FRONT_END;
            case REPLICA -> SpaceTime.Role.REPLICA;
            case MANAGER -> SpaceTime.Role.MANAGER;
        };
    }
}
