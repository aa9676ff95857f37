package marquee.launcher.bench;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.Function;
import marquee.benchmarks.Workload;
import marquee.client.UnreachableException;
import marquee.launcher.bench.report.Comparison;
import marquee.launcher.bench.report.Run;
import marquee.launcher.bench.report.Scale;

/// Contestants who take turns, in each round everybody once.
///
/// @param rounds how many rounds count
/// @param faulty whether datagrams are lost, or replicas fail, in some of their turns
record Turns(ImmutableList<Contestant> contestants, int rounds, boolean faulty) {
    /// Has everybody take `workload` in turns. Where requests become due at a rate, or something
    /// goes wrong, the first round is a rehearsal, which does not count: everybody has warmed up in
    /// a closed loop that nothing befell, code is compiled for what it has met, and is compiled
    /// anew when it meets something else.
    ///
    /// @param progress told what is being done
    Comparison at(Workload workload, Consumer<String> progress)
            throws IOException, UnreachableException, InterruptedException {
        if (faulty || workload.isOpen()) {
            round(workload, "rehearsal", progress);
        }
        var all = ImmutableList.<ImmutableList<Run>>builder();
        for (int round = 1; round <= rounds; round++) {
            all.add(round(workload, "round %d of %d".formatted(round, rounds), progress));
        }
        return new Comparison(
                Scale.of(workload),
                names(Contestant::name),
                names(Contestant::beside),
                all.build());
    }

    private ImmutableList<Run> round(Workload workload, String name, Consumer<String> progress)
            throws IOException, UnreachableException, InterruptedException {
        var runs = ImmutableList.<Run>builder();
        for (var each : contestants) {
            progress.accept("%s, %s: %s".formatted(Scale.of(workload).words(), name, each.name()));
            runs.add(each.turn().take(workload));
        }
        return runs.build();
    }

    private ImmutableList<String> names(Function<Contestant, String> of) {
        return contestants.stream().map(of).collect(ImmutableList.toImmutableList());
    }
}
