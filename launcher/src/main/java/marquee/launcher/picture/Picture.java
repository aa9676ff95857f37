package marquee.launcher.picture;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import marquee.launcher.report.Report;
import marquee.launcher.report.SpaceTime;
import marquee.launcher.report.SpaceTime.Lane;
import marquee.launcher.report.SpaceTime.Mark;
import marquee.launcher.report.SpaceTime.Place;
import marquee.launcher.report.SpaceTime.Segment;
import marquee.launcher.scenario.Recorder.Made;
import marquee.protocol.Message;
import marquee.protocol.NodeId;
import marquee.protocol.replication.Digest;
import marquee.protocol.replication.Outcome;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd;
import marquee.protocol.replication.ReplicationMessage.ToSequencer;
import marquee.simulation.Onlooker.Passage;
import marquee.simulation.Onlooker.Who;
import org.jspecify.annotations.Nullable;

/// What a [Witness] saw of a run, put together.
public final class Picture {
    private static final Place OUTSIDE = new Place(0, 0);

    private static final ImmutableList<NodeId.Kind> ORDER =
            ImmutableList.of(
                    NodeId.Kind.FRONT_END,
                    NodeId.Kind.SEQUENCER,
                    NodeId.Kind.REPLICA,
                    NodeId.Kind.MANAGER);

    private final Witness witness;
    private final CallBook calls;
    private final List<NodeId> nodes;
    private final Map<Who, List<Witness.Life>> lives = new HashMap<>();
    private final Map<Long, Outcome> right = new HashMap<>();
    private final Map<Long, Digest> digests = new HashMap<>();

    private Picture(Witness witness) {
        this.witness = witness;
        this.calls = witness.calls;
        this.nodes =
                witness.lives.stream()
                        .map(life -> life.who.node())
                        .distinct()
                        .sorted(
                                Comparator.<NodeId>comparingInt(node -> ORDER.indexOf(node.kind()))
                                        .thenComparingInt(NodeId::index))
                        .toList();
        for (var life : witness.lives) {
            lives.computeIfAbsent(life.who, key -> new ArrayList<>()).add(life);
        }
        agree();
    }

    /// The picture of what `witness` saw; nothing more is seen afterwards.
    public static Picture of(Witness witness) {
        return new Picture(witness);
    }

    /// What front ends were asked for, in the order in which they were.
    public ImmutableList<Report.Call> calls() {
        return calls.told();
    }

    /// What customers asked for and saw, with its place in the order and who agreed where a front
    /// end knew.
    public ImmutableList<Report.Call> calls(ImmutableList<Made> made) {
        return calls.told(made);
    }

    /// Finds out which outcome and which digest are the right ones: what was answered, else what
    /// most slots say, and first among equals.
    private void agree() {
        var outcomes = new HashMap<Long, Map<Outcome, Long>>();
        var marks = new HashMap<Long, Map<Digest, Long>>();
        for (var draft : witness.drafts) {
            long slot = 1L << draft.from().node().index();
            for (var message : draft.messages()) {
                if (message instanceof ToFrontEnd.Reply(_, var outcome)) {
                    outcomes.computeIfAbsent(outcome.number(), key -> new LinkedHashMap<>())
                            .merge(outcome, slot, (one, other) -> one | other);
                } else if (message instanceof ToSequencer.MarkDigest(_, long number, var digest)) {
                    marks.computeIfAbsent(number, key -> new LinkedHashMap<>())
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

    /// What replicas said that reached a front end, by number, then by time.
    public ImmutableList<Report.Vote> votes() {
        var votes = new ArrayList<Report.Vote>();
        var heard = new HashSet<ToFrontEnd.Reply>();
        for (var draft : witness.drafts) {
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

    /// Who lived when, who sent what to whom, and what happened to them.
    public SpaceTime spaceTime() {
        var lanes = ImmutableList.<Lane>builder();
        lanes.add(new Lane("customers", SpaceTime.Role.CUSTOMERS));
        nodes.forEach(node -> lanes.add(new Lane(node.toString(), role(node))));
        var segments =
                witness.lives.stream()
                        .map(life ->
                                new Segment(place(life.who), life.begun, life.votes, life.ended))
                        .collect(ImmutableList.toImmutableList());
        var marks =
                witness.remarks.stream()
                        .map(remark ->
                                new Mark(
                                        place(remark.who()),
                                        remark.at(),
                                        remark.until(),
                                        remark.kind(),
                                        remark.text()))
                        .collect(ImmutableList.toImmutableList());
        return new SpaceTime(lanes.build(), segments, messages(), marks, witness.omitted);
    }

    private ImmutableList<SpaceTime.Message> messages() {
        var messages = new ArrayList<SpaceTime.Message>();
        witness.drafts.forEach(draft -> messages.add(message(draft)));
        calls.calls().forEach(call -> addCall(call, messages));
        messages.sort(Comparator.comparingLong(SpaceTime.Message::sent));
        return ImmutableList.copyOf(messages);
    }

    private SpaceTime.Message message(Witness.Draft draft) {
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
        var frontEnd = place(new Who(call.frontEnd, 0));
        long number = call.number();
        var numbers = number > 0 ? ImmutableList.of(number) : calls.numbers(call.called.id());
        messages.add(
                arrow(
                        OUTSIDE,
                        frontEnd,
                        call.begun,
                        "call",
                        numbers,
                        call.who() + ": " + call.what()));
        if (call.ended != Report.NEVER) {
            messages.add(arrow(frontEnd, OUTSIDE, call.ended, "answer", numbers, call.seen));
        }
    }

    private static SpaceTime.Message arrow(
            Place from, Place to, long at, String kind, ImmutableList<Long> numbers, String text) {
        var arrived = SpaceTime.Fate.ARRIVED;
        return new SpaceTime.Message(from, to, at, at, kind, numbers, arrived, false, text);
    }

    private Place place(@Nullable Who who) {
        return who == null ? OUTSIDE : new Place(nodes.indexOf(who.node()) + 1, who.incarnation());
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
