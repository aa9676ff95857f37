package marquee.scenarios.architecture.planted;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/// Names the innocent neighbours of what is forbidden.
final class Pure {
    static final int COUNT_MAX = 3;

    String texts(List<String> texts) {
        if (texts.size() > COUNT_MAX) {
            throw new RuntimeException("many"); // Not java.lang.Runtime.
        }
        return String.format(Locale.ROOT, "%s", texts).toLowerCase(Locale.ROOT);
    }

    LocalDate dates(LocalDate date) {
        return date.plusDays(List.of(1, 2).stream().sorted().count());
    }
}
