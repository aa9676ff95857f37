package marquee.launcher.bench.report;

import com.google.common.collect.ImmutableList;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/// What contestants came to at one place of a scale. They took turns, so that each round met the
/// same machine; ratios are made round by round.
///
/// @param names the contestants' names, in the order of their turns, the raw chain first
/// @param besides whom each is also compared with; empty for nobody
/// @param rounds in each a run of everybody
public record Comparison(
        Scale scale,
        ImmutableList<String> names,
        ImmutableList<String> besides,
        ImmutableList<ImmutableList<Run>> rounds) {
    /// The name of the raw chain, which comes first.
    public static final String RAW = "raw chain";

    /// Processes in the order in which a request comes by, replicas and managers last: R2 before
    /// R10, and that before RM1.
    private static final Comparator<String> ORDER =
            Comparator.comparingInt(Comparison::place)
                    .thenComparingInt(String::length)
                    .thenComparing(Comparator.naturalOrder());

    /// The figures of the contestant `name`.
    Spread of(String name, Figure figure) {
        return Spread.of(runs(name).mapToDouble(figure::of));
    }

    /// The figures of `name` as parts of those of `other`; empty where they are not known.
    Optional<Spread> ratio(String name, String other, Figure figure) {
        int mine = names.indexOf(name);
        int theirs = names.indexOf(other);
        boolean known =
                theirs >= 0
                        && mine != theirs
                        && rounds.stream()
                                .allMatch(round ->
                                        figure.of(round.get(mine)) > 0
                                                && figure.of(round.get(theirs)) > 0);
        return known
                ? Optional.of(
                        Spread.of(
                                rounds.stream()
                                        .mapToDouble(round ->
                                                figure.of(round.get(mine))
                                                        / figure.of(round.get(theirs)))))
                : Optional.empty();
    }

    /// Whom `name` is also compared with; empty for nobody.
    String beside(String name) {
        return besides.get(names.indexOf(name));
    }

    /// The latencies of all runs of `name` together, in microseconds: how many `percent` did not
    /// exceed.
    double together(String name, double percent) {
        var all = new Histogram(3);
        runs(name).forEach(run -> all.add(run.result().latencies()));
        return all.getValueAtPercentile(percent) / 1e3;
    }

    /// How many requests of `name` were left without an answer.
    long lost(String name) {
        return runs(name).mapToLong(run -> run.result().lost()).sum();
    }

    /// What has to be told beside the figures, in sentences: who left requests without an answer,
    /// and whose runs were over before a failure was.
    ImmutableList<String> notes() {
        return names.stream()
                .flatMap(name -> Stream.concat(lostWords(name), unhealedWords(name)))
                .collect(ImmutableList.toImmutableList());
    }

    private Stream<String> lostWords(String name) {
        var fate = name.equals(RAW) ? "were sent again, or given up" : "were not answered";
        return lost(name) == 0
                ? Stream.of()
                : Stream.of("%s: %d requests %s".formatted(name, lost(name), fate));
    }

    private Stream<String> unhealedWords(String name) {
        long unhealed = runs(name).filter(run -> !run.healed()).count();
        return unhealed == 0
                ? Stream.of()
                : Stream.of(
                        "%s: %d of %d runs ended before every slot voted again"
                                .formatted(name, unhealed, rounds.size()));
    }

    /// The median of what the processor worked for a request in each process of `name`, in
    /// microseconds.
    ImmutableList<Work> work(String name) {
        return runs(name)
                .flatMap(run -> run.cpu().keySet().stream())
                .distinct()
                .sorted(ORDER)
                .map(process ->
                        new Work(
                                process,
                                Spread.of(runs(name).mapToDouble(run -> run.cpuMicros(process)))))
                .collect(ImmutableList.toImmutableList());
    }

    private static int place(String process) {
        return switch (process) {
            case Run.DRIVER -> 0;
            case "sequencer" -> 2;
            default -> process.startsWith("frontend") ? 1 : 3;
        };
    }

    /// What the processor worked in one process for a request, in microseconds.
    record Work(String name, Spread micros) {}

    /// Every run of `name`, in the order of the rounds.
    public Stream<Run> runs(String name) {
        int place = names.indexOf(name);
        return IntStream.range(0, rounds.size()).mapToObj(round -> rounds.get(round).get(place));
    }
}
