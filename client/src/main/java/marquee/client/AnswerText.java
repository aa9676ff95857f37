package marquee.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.util.stream.Collectors;
import picocli.CommandLine.Help.Ansi;

/// Answers as a person reads them, or a program.
final class AnswerText {
    private final Ansi ansi;

    AnswerText(Ansi ansi) {
        this.ansi = ansi;
    }

    /// The lines to show for `answer`.
    ImmutableList<String> lines(Answer answer) {
        if (!answer.isOk()) {
            return ImmutableList.of(refusal(answer));
        }
        var body = answer.body();
        return switch (answer.code()) {
            case "LISTED" -> table(shows(body), "no shows of " + text(body, "movieName"));
            case "SCHEDULE" -> table(schedule(body), text(body, "customerId") + " holds nothing");
            case "REMOVED" -> removed(body);
            default -> ImmutableList.of(good(answer.code()) + fields(body));
        };
    }

    /// The answer as one JSON object.
    static String json(Answer answer) {
        ObjectNode json = answer.body().deepCopy();
        if (answer.isInOrder()) {
            json.put("sequenceNumber", answer.sequenceNumber());
        }
        if (!answer.agreedBy().isEmpty()) {
            var agreed = json.putArray("agreedBy");
            Splitter.on(',').split(answer.agreedBy()).forEach(agreed::add);
        }
        return json.toString();
    }

    /// All of `body` but its status and code on one line, for a log.
    static String fields(JsonNode body) {
        return body.properties().stream()
                .filter(field -> !isSaidAlready(field.getKey()))
                .map(field -> "  " + field.getKey() + " " + word(field.getValue()))
                .collect(Collectors.joining());
    }

    private static boolean isSaidAlready(String field) {
        return switch (field) {
            case "status", "code", "type", "title", "detail", "instance" -> true;
            default -> false;
        };
    }

    private static String word(JsonNode value) {
        return value.isTextual() ? value.asText() : value.toString();
    }

    private String refusal(Answer answer) {
        var detail = text(answer.body(), "detail");
        var sentence = detail.isEmpty() ? "" : ": " + detail;
        return ansi.new Text("@|red,bold " + answer.code() + "|@").toString()
                + fields(answer.body())
                + sentence;
    }

    private String good(String code) {
        return ansi.new Text("@|green,bold " + code + "|@").toString();
    }

    private ImmutableList<String> removed(JsonNode body) {
        var lines = ImmutableList.<String>builder().add(good("REMOVED"));
        var table = new Table("CUSTOMER", "TICKETS", "NOW ON");
        for (var moved : body.path("moved")) {
            table.row(text(moved, "customerId"), text(moved, "tickets"), text(moved, "newMovieId"));
        }
        for (var dropped : body.path("dropped")) {
            table.row(text(dropped, "customerId"), text(dropped, "tickets"), "nothing");
        }
        return lines.addAll(table(table, "nobody had booked it")).build();
    }

    private static Table shows(JsonNode body) {
        var table = new Table("MOVIE", "MOVIE ID", "LEFT");
        for (var show : body.path("shows")) {
            table.row(text(body, "movieName"), text(show, "movieId"), text(show, "left"));
        }
        return table;
    }

    private static Table schedule(JsonNode body) {
        var table = new Table("MOVIE", "MOVIE ID", "TICKETS");
        for (var booking : body.path("bookings")) {
            table.row(
                    text(booking, "movieName"), text(booking, "movieId"), text(booking, "tickets"));
        }
        return table;
    }

    private static ImmutableList<String> table(Table table, String otherwise) {
        return table.isEmpty() ? ImmutableList.of(otherwise) : table.lines();
    }

    private static String text(JsonNode json, String field) {
        return json.path(field).asText();
    }
}
