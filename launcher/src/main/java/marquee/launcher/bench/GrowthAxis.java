package marquee.launcher.bench;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import java.time.Duration;
import java.util.List;
import marquee.benchmarks.Workload;
import marquee.launcher.bench.report.Scale;
import marquee.sequencer.log.Durability;

/// What there is more and more of.
enum GrowthAxis {
    /// Bookings that the four implementations hold. What is measured is bookings and cancellations
    /// of the same thousand customers.
    HELD("bookings held", Load.BOOKING, 1_000L, 10_000L, 100_000L, 1_000_000L),
    /// Requests that have been ordered, of an application that does nothing. Warming up orders some
    /// hundred thousand, and so does each run.
    ORDERED("requests ordered before", Load.TRIVIAL, 500_000L, 2_000_000L, 10_000_000L),
    /// Clients, each of whom names its requests, by turns. Names are kept for twenty seconds at
    /// least, a million of them at most, so that only so many requests are asked in a run.
    CLIENTS("clients", Load.TRIVIAL, 1L, 10L, 100L, 1_000L, 10_000L),
    /// Replicas, with a cluster for each number of them. One request is under way at a time, so
    /// that none shares a datagram.
    REPLICAS("replicas", Load.TRIVIAL, 4L, 6L, 8L, 10L);

    private static final int OUTSTANDING = 64;
    private static final int DATAGRAM_BYTES = 1_432;
    private static final int NAMED_PER_SECOND = 20_000;

    private final String words;
    private final Load load;
    private final ImmutableList<Long> sizes;

    GrowthAxis(String words, Load load, Long... sizes) {
        this.words = words;
        this.load = load;
        this.sizes = ImmutableList.copyOf(sizes);
    }

    /// The constant as it is typed.
    String word() {
        return Ascii.toLowerCase(name());
    }

    /// Where a comparison at `size` stands.
    Scale scale(long size) {
        return Scale.counting(words, (double) size);
    }

    /// The sizes up to `most`, or the least of all: those of one cluster, that grows, after those
    /// of the other.
    List<List<Long>> clusters(long most) {
        var some = sizes.stream().filter(each -> each <= Math.max(most, sizes.getFirst())).toList();
        return Lists.partition(some, this == REPLICAS ? 1 : some.size());
    }

    /// Whether what is measured can be done at will before, since it makes nothing more.
    boolean leavesNothing() {
        return this == HELD || this == REPLICAS;
    }

    /// How many requests are under way at a time.
    int outstanding() {
        return this == REPLICAS ? 1 : OUTSTANDING;
    }

    /// The cluster that is measured.
    Setup setup() {
        return new Setup(load, Durability.NONE, false, DATAGRAM_BYTES, false, false);
    }

    /// What the pipeline takes at each size, for `time` or so.
    Workload workload(Duration time) {
        return this == CLIENTS
                ? Workload.counted(outstanding(), NAMED_PER_SECOND * time.toSeconds())
                : rawWorkload(time);
    }

    /// What the raw chain takes beside it, for `time`.
    Workload rawWorkload(Duration time) {
        return Workload.closed(outstanding(), time);
    }
}
