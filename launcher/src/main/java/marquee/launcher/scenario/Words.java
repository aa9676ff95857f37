package marquee.launcher.scenario;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;
import marquee.protocol.NodeId;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.Stamp;

/// The words of one line, taken from the left, and what single words mean.
final class Words {
    /// Most time that a scenario may ask to let pass at once.
    static final Duration PAUSE_MAX = Duration.ofMinutes(5);

    /// The highest number that a scenario may name.
    static final long NUMBER_MAX = 1_000_000;

    /// All nodes of the cluster.
    static final String EVERYTHING = "everything";

    private static final Pattern DURATION = Pattern.compile("([0-9]{1,6})(ms|s)");
    private static final Pattern LIFE = Pattern.compile("R([1-9][0-9]?)/([0-9]{1,5})");
    private static final Splitter BLANKS = Splitter.on(' ').omitEmptyStrings();

    private final ImmutableList<String> words;
    private final ImmutableList<NodeId> nodes;
    private int next;

    /// @param nodes those of the scenario's cluster
    Words(String line, ImmutableList<NodeId> nodes) {
        this.words = ImmutableList.copyOf(BLANKS.split(line));
        this.nodes = nodes;
    }

    /// Whether no word is left.
    boolean isEmpty() {
        return next == words.size();
    }

    /// The next word, which stays; empty if none is left.
    String peek() {
        return isEmpty() ? "" : words.get(next);
    }

    /// The next word.
    String take(String expected) throws Mistake {
        if (isEmpty()) {
            throw new Mistake("the line ends too soon, expected " + expected);
        }
        return words.get(next++);
    }

    /// All words that are left, with a blank between two of them.
    String rest() {
        var rest = String.join(" ", words.subList(next, words.size()));
        next = words.size();
        return rest;
    }

    /// Takes the next word if it is `word`.
    boolean skip(String word) {
        boolean is = peek().equals(word);
        next += is ? 1 : 0;
        return is;
    }

    /// Checks that no word is left.
    void end() throws Mistake {
        if (!isEmpty()) {
            throw Mistake.of(peek(), "the end of the line");
        }
    }

    Duration duration() throws Mistake {
        var expected = "a time such as 300ms or 2s, at most " + PAUSE_MAX.toSeconds() + "s";
        var word = take(expected);
        var form = DURATION.matcher(word);
        if (!form.matches()) {
            throw Mistake.of(word, expected);
        }
        long count = Long.parseLong(form.group(1));
        var duration =
                form.group(2).equals("s") ? Duration.ofSeconds(count) : Duration.ofMillis(count);
        if (duration.compareTo(PAUSE_MAX) > 0) {
            throw Mistake.of(word, expected);
        }
        return duration;
    }

    /// A number from `min` to `max`, which `name` it is.
    long number(String name, long min, long max) throws Mistake {
        var expected = "%s from %d to %d".formatted(name, min, max);
        var word = take(expected);
        long number = word.matches("[0-9]{1,9}") ? Long.parseLong(word) : -1;
        if (number < min || number > max) {
            throw Mistake.of(word, expected);
        }
        return number;
    }

    /// A business date.
    LocalDate date() throws Mistake {
        var expected = "a date such as 2023-05-16, from 1970 to 2099";
        var word = take(expected);
        try {
            var date = LocalDate.parse(word);
            if (Stamp.isBusinessDate(date)) {
                return date;
            }
        } catch (DateTimeParseException e) {
            // As a date that is out of range.
        }
        throw Mistake.of(word, expected);
    }

    /// The nodes that are named from here to `stop`, or to the end; at least one.
    ImmutableList<NodeId> nodes(String... stop) throws Mistake {
        var named = ImmutableList.<NodeId>builder();
        var stops = ImmutableList.copyOf(stop);
        do {
            var word = take(names());
            named.addAll(word.equals(EVERYTHING) ? nodes : ImmutableList.of(node(word)));
        } while (!isEmpty() && !stops.contains(peek()));
        return named.build();
    }

    private NodeId node(String word) throws Mistake {
        var node = NodeId.parse(word);
        if (node == null || !nodes.contains(node)) {
            throw Mistake.of(word, names());
        }
        return node;
    }

    private String names() {
        return "a node of this cluster such as %s, or %s".formatted(nodes.getLast(), EVERYTHING);
    }

    /// A life of a slot, such as `R4/1`.
    ReplicaId life() throws Mistake {
        var word = take("a life of a slot such as R4/1");
        var form = LIFE.matcher(word);
        if (!form.matches()) {
            throw Mistake.of(word, "a life of a slot such as R4/1");
        }
        int slot = node("R" + form.group(1)).index();
        return new ReplicaId(slot, Integer.parseInt(form.group(2)));
    }

    /// A slot, such as `R4`.
    int slot() throws Mistake {
        var node = node(take("a slot such as R4"));
        if (node.kind() != NodeId.Kind.REPLICA) {
            throw Mistake.of(node.toString(), "a slot such as R4");
        }
        return node.index();
    }
}
