package marquee.launcher.bench;

import com.google.common.collect.ImmutableList;
import java.util.function.ToDoubleFunction;
import marquee.benchmarks.Result;

/// What was seen at one number of outstanding requests: pairs of runs, each a run of the raw chain
/// and right after it one of the pipeline, so that both meet the same machine.
record Measurement(int outstanding, ImmutableList<Pair> pairs) {
    /// One of each.
    record Pair(Result raw, Result pipeline) {}

    /// The median over the runs of the raw chain.
    double raw(ToDoubleFunction<Result> figure) {
        return median(pair -> figure.applyAsDouble(pair.raw()));
    }

    /// The median over the runs of the pipeline.
    double pipeline(ToDoubleFunction<Result> figure) {
        return median(pair -> figure.applyAsDouble(pair.pipeline()));
    }

    /// The median of the pipeline's figure over the raw chain's, pair by pair.
    double ratio(ToDoubleFunction<Result> figure) {
        return median(
                pair -> figure.applyAsDouble(pair.pipeline()) / figure.applyAsDouble(pair.raw()));
    }

    /// How many requests of the pipeline were left without an answer.
    long unanswered() {
        return pairs.stream().mapToLong(pair -> pair.pipeline().lost()).sum();
    }

    private double median(ToDoubleFunction<Pair> figure) {
        var sorted = pairs.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
