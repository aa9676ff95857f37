package marquee.config.process;

import com.google.common.base.Strings;
import com.google.common.base.Throwables;
import com.google.common.escape.Escaper;
import com.google.common.escape.Escapers;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.stream.Collectors;

/// What is logged, as text: for people, and as JSON for programs. Times are the machine's, levels
/// are called what SLF4J calls them.
final class LogForm {
    private static final int TRACE_LINES_MAX = 5;
    private static final int LEVEL_LENGTH = 5;
    private static final char FIRST_PRINTABLE = ' ';
    private static final DateTimeFormatter TIME = form("HH:mm:ss.SSS");
    private static final DateTimeFormatter DAY_AND_TIME = form("yyyy-MM-dd HH:mm:ss.SSS");
    private static final DateTimeFormatter ZONED = form("yyyy-MM-dd'T'HH:mm:ss.SSSXXX");
    private static final Escaper JSON = jsonEscaper();

    private LogForm() {}

    /// A line for the console of `node`, with the head of an error's trace below it.
    static final class Text extends Formatter {
        private final String node;

        Text(String node) {
            this.node = node;
        }

        @Override
        public String format(LogRecord event) {
            var head =
                    "%s %s %s %s\n"
                            .formatted(
                                    TIME.format(event.getInstant()),
                                    node,
                                    Strings.padEnd(level(event), LEVEL_LENGTH, ' '),
                                    formatMessage(event));
            return event.getThrown() == null
                    ? head
                    : Throwables.getStackTraceAsString(event.getThrown())
                            .lines()
                            .limit(TRACE_LINES_MAX)
                            .collect(Collectors.joining("\n", head, "\n"));
        }
    }

    /// A line with one JSON object.
    static final class Json extends Formatter {
        private final String node;

        Json(String node) {
            this.node = node;
        }

        @Override
        public String format(LogRecord event) {
            var json = new StringBuilder("{");
            field(json, "time", ZONED.format(event.getInstant())).append(',');
            field(json, "level", level(event)).append(',');
            field(json, "logger", event.getLoggerName()).append(',');
            field(json, "message", formatMessage(event)).append(',').append(Topic.fields());
            if (event.getThrown() != null) {
                field(json, "error", Throwables.getStackTraceAsString(event.getThrown()))
                        .append(',');
            }
            return field(json, "node", node).append("}\n").toString();
        }
    }

    /// What is a text already, lines and all.
    static final class Plain extends Formatter {
        @Override
        public String format(LogRecord lines) {
            return lines.getMessage();
        }
    }

    /// A line of the log of requests.
    static String request(Instant at, String line) {
        return DAY_AND_TIME.format(at) + " " + line + "\n";
    }

    private static String level(LogRecord event) {
        int level = event.getLevel().intValue();
        if (level >= Level.SEVERE.intValue()) {
            return "ERROR";
        }
        return level >= Level.WARNING.intValue() ? "WARN" : "INFO";
    }

    private static StringBuilder field(StringBuilder json, String name, String value) {
        var escaped = JSON.escape(Strings.nullToEmpty(value));
        return json.append('"').append(name).append("\":\"").append(escaped).append('"');
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
