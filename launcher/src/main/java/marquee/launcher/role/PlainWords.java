package marquee.launcher.role;

import com.google.common.primitives.Longs;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The words after a role's command where they are plain: names of options, each once, some
/// followed by a value. Programs say nothing else when they start roles, and it is read without
/// picocli, whose classes take longer to load than all that a role does then (decision 116). A
/// command takes its options out of here one by one; where any word is not plain, picocli reads
/// them all, and says what is wrong.
public final class PlainWords {
    private static final String NAME = "--";

    /// Values by name; empty behind a name without one.
    private final Map<String, String> left = new HashMap<>();

    private boolean plain = true;

    /// Words as they are typed.
    public PlainWords(List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            var name = words.get(i);
            boolean valued = i + 1 < words.size() && !words.get(i + 1).startsWith(NAME);
            plain &= name.startsWith(NAME);
            plain &= left.putIfAbsent(name, valued ? words.get(++i) : "") == null;
        }
    }

    /// Whether all words were plain and have been taken.
    public boolean areTaken() {
        return plain && left.isEmpty();
    }

    /// Whether the option `name`, which has no value, is there.
    boolean flag(String name) {
        var value = left.remove(name);
        plain &= value == null || value.isEmpty();
        return value != null;
    }

    /// The value of the option `name`; null if it is not there.
    @Nullable String text(String name) {
        var value = left.remove(name);
        plain &= value == null || !value.isEmpty();
        return value;
    }

    /// The value of the option `name`, which must be there.
    String required(String name) {
        var value = text(name);
        plain &= value != null;
        return value == null ? "" : value;
    }

    /// The value of the option `name`; null if it is not there.
    @Nullable Path path(String name) {
        var value = text(name);
        return value == null ? null : Path.of(value);
    }

    /// The value of the option `name`; null if it is not there.
    @Nullable LocalDate date(String name) {
        var value = text(name);
        try {
            return value == null ? null : LocalDate.parse(value);
        } catch (DateTimeException e) {
            plain = false;
            return null;
        }
    }

    /// The value of the option `name`, or `otherwise`.
    long number(String name, long otherwise) {
        var value = text(name);
        var number = value == null ? Long.valueOf(otherwise) : Longs.tryParse(value);
        plain &= number != null;
        return number == null ? otherwise : number;
    }

    /// The value of the option `name`, or `otherwise`.
    int count(String name, int otherwise) {
        long number = number(name, otherwise);
        plain &= number == (int) number;
        return (int) number;
    }
}
