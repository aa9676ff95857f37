package marquee.launcher.report;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What happened in one run, as lists and maps: what comes often is a list of numbers, and its
/// texts stand once in a table of their own. The order of fields is that of the records, and of
/// `basics.js`.
final class SceneJson {
    /// The most characters of one text.
    static final int TEXT_MAX = 400;

    private final Map<String, Integer> texts = new LinkedHashMap<>();

    Map<String, Object> of(
            ImmutableList<Report.Call> calls, ImmutableList<Report.Vote> votes, SpaceTime diagram) {
        var all = new LinkedHashMap<String, Object>();
        all.put("calls", calls.stream().map(this::call).toList());
        all.put("votes", votes.stream().map(this::vote).toList());
        all.put("lanes", diagram.lanes().stream().map(SceneJson::lane).toList());
        all.put("segments", diagram.segments().stream().map(SceneJson::segment).toList());
        all.put("messages", diagram.messages().stream().map(this::message).toList());
        all.put("marks", diagram.marks().stream().map(this::mark).toList());
        all.put("omitted", diagram.omitted());
        all.put("texts", ImmutableList.copyOf(texts.keySet()));
        return all;
    }

    private List<Object> call(Report.Call call) {
        return List.of(
                call.begun(),
                call.ended(),
                text(call.who()),
                text(call.what()),
                text(call.seen()),
                text(call.expected()),
                call.wrong() ? 1 : 0,
                call.number(),
                text(call.agreedBy()));
    }

    private List<Object> vote(Report.Vote vote) {
        return List.of(
                vote.number(),
                vote.at(),
                text(vote.replica()),
                text(vote.said()),
                vote.agrees() ? 1 : 0);
    }

    private static List<Object> lane(SpaceTime.Lane lane) {
        return List.of(lane.name(), lane.role().name());
    }

    private static List<Object> segment(SpaceTime.Segment segment) {
        var place = segment.place();
        return List.of(
                place.lane(),
                place.incarnation(),
                segment.begun(),
                segment.votes(),
                segment.ended());
    }

    private List<Object> message(SpaceTime.Message message) {
        var row = new ArrayList<Object>();
        row.add(message.from().lane());
        row.add(message.from().incarnation());
        row.add(message.to().lane());
        row.add(message.to().incarnation());
        row.add(message.sent());
        row.add(message.arrived() - message.sent());
        row.add(text(message.kind()));
        row.add(message.numbers());
        row.add(code(message.fate()));
        row.add(message.wrong() ? 1 : 0);
        row.add(text(message.text()));
        return row;
    }

    private static int code(SpaceTime.Fate fate) {
        return switch (fate) {
            case ARRIVED -> 0;
            case AGAIN -> 1;
            case DAMAGED -> 2;
            case LOST -> 3;
            case NOBODY -> 4;
        };
    }

    private List<Object> mark(SpaceTime.Mark mark) {
        var place = mark.place();
        return List.of(
                place.lane(),
                place.incarnation(),
                mark.at(),
                mark.until() - mark.at(),
                mark.kind().name(),
                text(mark.text()));
    }

    private int text(String text) {
        boolean tooLong = text.length() > TEXT_MAX;
        var shown = tooLong ? text.substring(0, TEXT_MAX) + "…" : text;
        var place = texts.putIfAbsent(shown, texts.size());
        return place == null ? texts.size() - 1 : place;
    }
}
