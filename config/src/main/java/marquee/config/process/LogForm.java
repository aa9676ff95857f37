package marquee.config.process;

import com.google.common.base.Strings;
import com.google.common.base.Throwables;
import com.google.common.escape.Escaper;
import com.google.common.escape.Escapers;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/// What is logged, as text: for people, and as JSON for programs. Times are the machine's.
final class LogForm {
    private static final int TRACE_LINES_MAX = 5;
    private static final int LEVEL_LENGTH = 5;
    private static final char FIRST_PRINTABLE = ' ';
    private static final DateTimeFormatter TIME = form("HH:mm:ss.SSS");
    private static final DateTimeFormatter DAY_AND_TIME = form("yyyy-MM-dd HH:mm:ss.SSS");
    private static final DateTimeFormatter ZONED = form("yyyy-MM-dd'T'HH:mm:ss.SSSXXX");
    private static final Escaper JSON = jsonEscaper();

    private LogForm() {}

    /// Something that happened in a process.
    ///
    /// @param logger whose it is: a class's name
    record Event(
            Instant at, Level level, String logger, String message, @Nullable Throwable error) {}

    /// A line for the console of `node`, with the head of the error's trace below it.
    static String text(String node, Event event) {
        var head =
                "%s %s %s %s\n"
                        .formatted(
                                TIME.format(event.at()),
                                node,
                                Strings.padEnd(event.level().name(), LEVEL_LENGTH, ' '),
                                event.message());
        return event.error() == null
                ? head
                : Throwables.getStackTraceAsString(event.error())
                        .lines()
                        .limit(TRACE_LINES_MAX)
                        .collect(Collectors.joining("\n", head, "\n"));
    }

    /// A line with one JSON object.
    static String json(String node, Event event) {
        var json = new StringBuilder("{");
        field(json, "time", ZONED.format(event.at())).append(',');
        field(json, "level", event.level().name()).append(',');
        field(json, "logger", event.logger()).append(',');
        field(json, "message", event.message()).append(',');
        if (event.error() != null) {
            field(json, "error", Throwables.getStackTraceAsString(event.error())).append(',');
        }
        return field(json, "node", node).append("}\n").toString();
    }

    /// A line of the log of requests.
    static String request(Instant at, String line) {
        return DAY_AND_TIME.format(at) + " " + line + "\n";
    }

    private static StringBuilder field(StringBuilder json, String name, String value) {
        return json.append('"').append(name).append("\":\"").append(JSON.escape(value)).append('"');
    }

    private static Escaper jsonEscaper() {
        var escapers = Escapers.builder();
        for (char c = 0; c < FIRST_PRINTABLE; c++) {
            escapers.addEscape(c, "\\u%04x".formatted((int) c));
        }
        return escapers.addEscape('\n', "\\n")
                .addEscape('\t', "\\t")
                .addEscape('"', "\\\"")
                .addEscape('\\', "\\\\")
                .build();
    }

    private static DateTimeFormatter form(String pattern) {
        return DateTimeFormatter.ofPattern(pattern).withZone(ZoneId.systemDefault());
    }
}
