package marquee.launcher.logs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One line of a log: an event, or a request that was answered or executed. docs/operations.md has
/// both forms. Immutable.
///
/// @param at when it was written, by the clock of its machine
/// @param role who wrote it, such as `RM2` or `frontend-1`
/// @param level `INFO`, `WARN`, `ERROR`, [#REQUEST], or [#BROKEN] for a line that could not be read
/// @param message its words; of a broken line, all that there is of it
/// @param error the trace of a fault; empty for none
/// @param topic what it is about
record LogLine(Instant at, String role, String level, String message, String error, Topic topic) {
    /// The level of a line of a log of requests.
    static final String REQUEST = "REQ";

    /// The level of a line that could not be read.
    static final String BROKEN = "?";

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS");

    /// Time, number, the replica if one wrote it, the request's id, the rest.
    private static final Pattern REQUEST_LINE =
            Pattern.compile(
                    "(\\S{10} \\S{12}) ((?:#(\\d{1,18})|-)  (?:(R\\d{1,3})/(\\d{1,9})  )?"
                            + "(?:(\\S+)  )?.*)");

    private static final int NUMBER = 3;
    private static final int SLOT = 4;
    private static final int INCARNATION = 5;
    private static final int ID = 6;

    /// What a line is about; what it does not say is empty, 0, or -1 for an incarnation.
    ///
    /// @param slot a replica's slot, or the node it is about
    record Topic(String slot, int incarnation, long number, String request) {
        static final Topic NONE = new Topic("", -1, 0, "");
    }

    /// Reads a line of a log of events, or of what another `logs --json` has said.
    ///
    /// @param role who wrote it, where it does not say so itself
    /// @return null if it is none
    static @Nullable LogLine event(String role, String line) {
        try {
            var json = MAPPER.readTree(line);
            if (!json.path("time").isTextual() || !json.path("message").isTextual()) {
                return null;
            }
            return new LogLine(
                    OffsetDateTime.parse(json.path("time").textValue()).toInstant(),
                    json.path("node").asText(role),
                    json.path("level").asText("INFO"),
                    json.path("message").textValue(),
                    json.path("error").asText(),
                    topic(json));
        } catch (IOException | DateTimeException e) {
            return null;
        }
    }

    private static Topic topic(JsonNode json) {
        return new Topic(
                json.path("slot").asText(json.path("peer").asText()),
                json.path("incarnation").asInt(-1),
                json.path("number").asLong(),
                json.path("request").asText());
    }

    /// Reads a line of the log of requests of `role`, whose times are those of this machine.
    ///
    /// @return null if it is none
    static @Nullable LogLine request(String role, String line) {
        var match = REQUEST_LINE.matcher(line);
        if (!match.matches()) {
            return null;
        }
        try {
            var at = LocalDateTime.parse(match.group(1), DAY_AND_TIME);
            var id = text(match.group(ID));
            var topic =
                    new Topic(
                            text(match.group(SLOT)),
                            match.group(INCARNATION) == null
                                    ? -1
                                    : Integer.parseInt(match.group(INCARNATION)),
                            match.group(NUMBER) == null ? 0 : Long.parseLong(match.group(NUMBER)),
                            id.equals("-") ? "" : id);
            var instant = at.atZone(ZoneId.systemDefault()).toInstant();
            return new LogLine(instant, role, REQUEST, match.group(2), "", topic);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /// A line that could not be read, at the time of the one before it.
    static LogLine broken(Instant at, String role, String line) {
        return new LogLine(at, role, BROKEN, line, "", Topic.NONE);
    }

    /// Whether the line is about the request called `id`: by its user and key, or its key alone.
    boolean isOf(String id) {
        return topic.request().equals(id) || topic.request().endsWith("/" + id);
    }

    /// For programs.
    ObjectNode json() {
        var json = MAPPER.createObjectNode();
        json.put("time", at.toString()).put("node", role).put("level", level);
        json.put("message", message);
        if (!topic.slot().isEmpty()) {
            json.put("slot", topic.slot());
        }
        if (topic.incarnation() >= 0) {
            json.put("incarnation", topic.incarnation());
        }
        if (topic.number() > 0) {
            json.put("number", topic.number());
        }
        if (!topic.request().isEmpty()) {
            json.put("request", topic.request());
        }
        return error.isEmpty() ? json : json.put("error", error);
    }

    private static String text(@Nullable String group) {
        return group == null ? "" : group;
    }
}
