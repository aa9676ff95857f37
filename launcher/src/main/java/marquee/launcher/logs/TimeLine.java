package marquee.launcher.logs;

import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.Predicate;

/// Lines of many logs in the order of their times; those of one log stay in its order, whatever its
/// clock did. It holds one line of each log.
final class TimeLine {
    private TimeLine() {}

    private record Head(LogLine line, LogSource from, int place) {}

    /// Shows the lines of `sources` to `sink` until it has had enough, and closes them.
    ///
    /// @param sink whether it wants more
    static void read(Collection<LogSource> sources, Predicate<LogLine> sink) throws IOException {
        try {
            show(sources, sink);
        } finally {
            for (var source : sources) {
                source.close();
            }
        }
    }

    private static void show(Collection<LogSource> sources, Predicate<LogLine> sink)
            throws IOException {
        var heads =
                new PriorityQueue<Head>(
                        Comparator.comparing((Head head) -> head.line().at())
                                .thenComparingInt(Head::place));
        int place = 0;
        for (var source : sources) {
            var line = source.next();
            if (line != null) {
                heads.add(new Head(line, source, place++));
            }
        }
        for (var head = heads.poll(); head != null; head = heads.poll()) {
            if (!sink.test(head.line())) {
                return;
            }
            var next = head.from().next();
            if (next != null) {
                heads.add(new Head(next, head.from(), head.place()));
            }
        }
    }
}
