package marquee.scenarios.lockstep;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import marquee.simulation.Marks;

/// What a campaign has done: all seeds from the first up to, but without, the next. It can be kept
/// in a file and gone on with. Not thread-safe.
final class Tally {
    private static final String FIRST = "first seed";
    private static final String NEXT = "next seed";
    private static final String OPERATIONS = "operations";
    private static final String MILLIS = "milliseconds";
    private static final String DIFFERENT = "different seed ";
    private static final String MARK = "mark ";

    private long firstSeed;
    private long nextSeed;
    private long operations;
    private long millis;
    private final Map<Long, Long> differences = new TreeMap<>();
    private final Marks marks = new Marks();

    /// A campaign that begins.
    Tally(long firstSeed) {
        this.firstSeed = firstSeed;
        this.nextSeed = firstSeed;
    }

    /// Reads what [#write] wrote.
    ///
    /// @throws IOException if the file cannot be read
    /// @throws IllegalArgumentException if it is something else
    static Tally read(Path file) throws IOException {
        var values = new TreeMap<String, Long>();
        for (var line : Files.readAllLines(file)) {
            var parts = Splitter.on('=').splitToList(line);
            if (parts.size() != 2) {
                throw new IllegalArgumentException(file + " holds no campaign: " + line);
            }
            values.put(parts.getFirst(), Long.valueOf(parts.getLast()));
        }
        if (!values.keySet().containsAll(List.of(FIRST, NEXT, OPERATIONS, MILLIS))) {
            throw new IllegalArgumentException(file + " holds no campaign");
        }
        var tally = new Tally(0);
        values.forEach(tally::enter);
        return tally;
    }

    private void enter(String name, long value) {
        switch (name) {
            case FIRST -> firstSeed = value;
            case NEXT -> nextSeed = value;
            case OPERATIONS -> operations = value;
            case MILLIS -> millis = value;
            default -> {
                if (name.startsWith(DIFFERENT)) {
                    differences.put(Long.valueOf(name.substring(DIFFERENT.length())), value);
                } else if (name.startsWith(MARK)) {
                    marks.counter(name.substring(MARK.length())).add(value);
                }
            }
        }
    }

    /// Writes all of this; whoever reads the file meanwhile reads what was there before.
    void write(Path file) throws IOException {
        var lines = new ArrayList<String>();
        lines.add(FIRST + "=" + firstSeed);
        lines.add(NEXT + "=" + nextSeed);
        lines.add(OPERATIONS + "=" + operations);
        lines.add(MILLIS + "=" + millis);
        differences.forEach((seed, after) -> lines.add(DIFFERENT + seed + "=" + after));
        marks.counts().forEach((mark, count) -> lines.add(MARK + mark + "=" + count));
        var beside = file.resolveSibling(file.getFileName() + ".new");
        Files.write(beside, lines);
        Files.move(
                beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /// Adds what came of the stream of the next seed.
    void add(StreamOutcome outcome) {
        operations += outcome.operations();
        marks.add(outcome.marks());
        outcome.difference()
                .ifPresent(there -> differences.put(outcome.seed(), (long) there.operations()));
        nextSeed++;
    }

    /// Adds time spent.
    void spend(long moreMillis) {
        millis += moreMillis;
    }

    long firstSeed() {
        return firstSeed;
    }

    long nextSeed() {
        return nextSeed;
    }

    long operations() {
        return operations;
    }

    /// The seeds of streams in which there was a difference, and after how many operations it was.
    Map<Long, Long> differences() {
        return differences;
    }

    /// How often everything happened.
    Map<String, Long> marks() {
        return marks.counts();
    }

    /// What was not seen, if there was enough to see it in (invariant I20): such a campaign has
    /// tested less than it seems to.
    ImmutableList<String> complaints() {
        return operations < RequiredMarks.OPERATIONS
                ? ImmutableList.of()
                : RequiredMarks.missing(marks.counts()).stream()
                        .map(mark -> "never happened: " + mark)
                        .collect(ImmutableList.toImmutableList());
    }

    /// All of it but the marks, in a line.
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,d operations in lock-step in %,d s (%,d a second), %,d streams from seed %d, %d"
                        + " differences",
                operations,
                millis / 1_000,
                operations * 1_000 / Math.max(1, millis),
                nextSeed - firstSeed,
                firstSeed,
                differences.size());
    }
}
