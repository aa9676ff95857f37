package marquee.launcher.logs;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import marquee.config.ConfigException;
import marquee.launcher.console.Screen;
import marquee.launcher.console.Within;
import marquee.protocol.NodeId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which lines are wanted.
public final class LogChoice {
    /// The most places of the order at which one request is followed; a key that is used again gets
    /// another one each time.
    private static final int NUMBERS_MAX = 1_024;

    /// What the name of a manager's spare ends with.
    private static final Pattern SPARE = Pattern.compile("-spare$");

    private static final Pattern AGO = Pattern.compile("(\\d{1,6})([smhd])");

    @Option(
            names = "--since",
            paramLabel = "WHEN",
            description = "From a time on, such as 2026-11-20T12:00, or for 90s, 10m, 2h, 1d.")
    private @Nullable String since;

    @Option(
            names = "--role",
            paramLabel = "NAME",
            description = "What R2, RM2, frontend-1 or sequencer says, and what is said of it.")
    private @Nullable String role;

    @Within(min = 1)
    @Option(
            names = "--number",
            paramLabel = "N",
            description = "What is said of the entry N of the order.")
    private @Nullable Long number;

    @Option(
            names = "--request",
            paramLabel = "ID",
            description =
                    "What is said of one request: its USER/KEY, or its key alone, and of its"
                            + " numbers in the order.")
    private @Nullable String request;

    private Instant from = Instant.EPOCH;
    private final Set<Long> numbers = new HashSet<>();

    /// Reads what was typed; before anything else.
    public void check(Screen screen, Instant now) {
        if (since != null) {
            from = instant(screen, since, now);
        }
        if (number != null) {
            numbers.add(number);
        }
    }

    /// Sees that the role that is wanted is one of `nodes`, a manager's spare, or one of `others`
    /// that have logs too.
    ///
    /// @throws ConfigException if it is none
    void checkRole(ImmutableList<NodeId> nodes, ImmutableSet<String> others)
            throws ConfigException {
        var names = nodes.stream().map(NodeId::toString).toList();
        boolean known =
                role == null
                        || names.contains(SPARE.matcher(role).replaceFirst(""))
                        || others.contains(role);
        if (!known) {
            throw new ConfigException("--role %s, expected one of %s".formatted(role, names));
        }
    }

    /// Whether all lines have to be looked at once before.
    public boolean needsNumbers() {
        return request != null;
    }

    /// Takes the number of a line about the request that is wanted; whether there may be more.
    boolean note(LogLine line) {
        if (request != null && line.topic().number() > 0 && line.isOf(request)) {
            numbers.add(line.topic().number());
        }
        return numbers.size() < NUMBERS_MAX;
    }

    boolean isWanted(LogLine line) {
        boolean bySubject =
                (request == null && number == null)
                        || (request != null && line.isOf(request))
                        || numbers.contains(line.topic().number());
        boolean byRole =
                role == null || line.role().equals(role) || line.topic().slot().equals(role);
        return bySubject && byRole && !line.at().isBefore(from);
    }

    /// The words that have another `logs` choose the same, as far as it can: the numbers of a
    /// request are in the logs of others too.
    public ImmutableList<String> words() {
        var words = ImmutableList.<String>builder();
        if (since != null) {
            words.add("--since", from.toString());
        }
        if (role != null) {
            words.add("--role", role);
        }
        if (number != null && request == null) {
            words.add("--number", number.toString());
        }
        return words.build();
    }

    private static Instant instant(Screen screen, String text, Instant now) {
        var ago = AGO.matcher(text);
        try {
            if (ago.matches()) {
                var unit = ago.group(2).toUpperCase(Locale.ROOT);
                return now.minus(
                        Duration.parse((unit.equals("D") ? "P" : "PT") + ago.group(1) + unit));
            }
            if (!text.contains("T")) {
                return LocalDate.parse(text).atStartOfDay(ZoneId.systemDefault()).toInstant();
            }
            return Pattern.compile("(Z|[+-]\\d\\d:\\d\\d)$").matcher(text).find()
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text).atZone(ZoneId.systemDefault()).toInstant();
        } catch (DateTimeException e) {
            throw screen.wrongUsage(
                    "--since '%s', expected such as 10m, 2026-11-20 or 2026-11-20T12:00"
                            .formatted(text));
        }
    }
}
