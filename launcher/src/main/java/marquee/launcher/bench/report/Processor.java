package marquee.launcher.bench.report;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The make of a machine's processor: what one does in the time of another is not the same for all
/// code, so ratios depend on it too.
final class Processor {
    private static final Path TOLD = Path.of("/proc/cpuinfo");

    /// What is told of the first one has fewer lines.
    private static final int LINES_MAX = 64;

    private static final int CHARACTERS_MAX = 80;
    private static final CharMatcher DIGIT = CharMatcher.inRange('0', '9');
    private static final CharMatcher SHOWN =
            DIGIT.or(CharMatcher.inRange('a', 'z'))
                    .or(CharMatcher.inRange('A', 'Z'))
                    .or(CharMatcher.anyOf(" ()@.,+/-"));

    private Processor() {}

    /// That of this machine; empty where the system does not tell.
    static Optional<String> ofThisMachine() {
        try (var lines = Files.lines(TOLD)) {
            return of(lines.limit(LINES_MAX).collect(ImmutableList.toImmutableList()));
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }

    /// What `lines`, those of `/proc/cpuinfo`, say of the first one: the name of its model and, if
    /// that has no number, those of its family and model.
    static Optional<String> of(List<String> lines) {
        return field("model name", lines)
                .map(name -> {
                    boolean isPlain = DIGIT.matchesNoneOf(name.replaceFirst("@.*", ""));
                    var family = field("cpu family", lines);
                    var model = field("model", lines);
                    return isPlain && family.isPresent() && model.isPresent()
                            ? "%s, family %s, model %s".formatted(name, family.get(), model.get())
                            : name;
                });
    }

    private static Optional<String> field(String name, List<String> lines) {
        return lines.stream()
                .map(line -> line.split(":", 2))
                .filter(parts -> parts.length == 2 && parts[0].strip().equals(name))
                .map(parts -> shown(parts[1]))
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    private static String shown(String value) {
        var text = CharMatcher.whitespace().trimAndCollapseFrom(SHOWN.retainFrom(value), ' ');
        return text.substring(0, Math.min(text.length(), CHARACTERS_MAX));
    }
}
