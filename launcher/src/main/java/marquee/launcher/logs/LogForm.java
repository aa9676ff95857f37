package marquee.launcher.logs;

import com.google.common.base.CharMatcher;
import com.google.common.base.Strings;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.stream.Collectors;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.Ansi.Style;

/// A line of a log for people: time, role, level, words. What a client or a damaged file brought
/// along cannot steer a terminal.
final class LogForm {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS").withZone(ZoneId.systemDefault());
    private static final CharMatcher CONTROL = CharMatcher.javaIsoControl();
    private static final int ROLE_LENGTH = 10;
    private static final int LEVEL_LENGTH = 5;
    private static final int TRACE_LINES_MAX = 5;

    private final boolean colours;

    LogForm(Ansi ansi) {
        colours = ansi.enabled();
    }

    String text(LogLine line) {
        var role = Strings.padEnd(CONTROL.replaceFrom(line.role(), '?'), ROLE_LENGTH, ' ');
        var head =
                "%s %s %s %s"
                        .formatted(
                                TIME.format(line.at()),
                                coloured(style(line.role()), role),
                                level(CONTROL.replaceFrom(line.level(), '?')),
                                CONTROL.replaceFrom(line.message(), '?'));
        return line.error().isEmpty() ? head : head + "\n" + trace(line.error());
    }

    private static String trace(String error) {
        return error.lines()
                .limit(TRACE_LINES_MAX)
                .map(line -> "    " + CONTROL.trimAndCollapseFrom(line, ' '))
                .collect(Collectors.joining("\n"));
    }

    private String level(String level) {
        var padded = Strings.padEnd(level, LEVEL_LENGTH, ' ');
        return switch (level) {
            case "WARN" -> coloured(Style.fg_yellow, padded);
            case "ERROR", LogLine.BROKEN -> coloured(Style.fg_red, padded);
            default -> padded;
        };
    }

    private static Style style(String role) {
        if (role.startsWith("RM")) {
            return Style.fg_blue;
        }
        return switch (role.isEmpty() ? ' ' : role.charAt(0)) {
            case 'R' -> Style.fg_green;
            case 'f' -> Style.fg_cyan;
            case 's' -> Style.fg_magenta;
            default -> Style.bold;
        };
    }

    private String coloured(IStyle style, String text) {
        return colours ? style.on() + text + style.off() : text;
    }
}
