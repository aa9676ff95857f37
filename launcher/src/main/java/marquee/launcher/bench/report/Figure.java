package marquee.launcher.bench.report;

import java.util.OptionalDouble;

/// What is told of a run.
enum Figure {
    PER_SECOND("requests/s", "perSecond", 0),
    P50("p50 µs", "p50Micros", 50.0),
    P99("p99 µs", "p99Micros", 99.0),
    P999("p99.9 µs", "p999Micros", 99.9),
    LONGEST("longest µs", "longestMicros", 100.0),
    /// User and system time of all processes.
    CPU("cpu µs/request", "cpuMicros", 2),
    /// What the driver sends and receives, which is not all there is.
    DATAGRAMS("driver's datagrams/request", "datagrams", 2);

    private final String words;
    private final String field;
    private final int decimals;
    private final double percent;

    Figure(String words, String field, int decimals) {
        this.words = words;
        this.field = field;
        this.decimals = decimals;
        this.percent = 0;
    }

    Figure(String words, String field, double percent) {
        this.words = words;
        this.field = field;
        this.decimals = 0;
        this.percent = percent;
    }

    /// What it is, and its unit.
    String words() {
        return words;
    }

    /// Its name for programs.
    String field() {
        return field;
    }

    /// How many decimals make sense.
    int decimals() {
        return decimals;
    }

    /// Of a latency, how many requests of a hundred did not exceed it.
    OptionalDouble percent() {
        return percent == 0 ? OptionalDouble.empty() : OptionalDouble.of(percent);
    }

    /// That of `run`; 0 if it is not known.
    double of(Run run) {
        return switch (this) {
            case PER_SECOND -> run.result().perSecond();
            case P50, P99, P999, LONGEST -> run.result().micros(percent);
            case CPU -> run.cpuMicros();
            case DATAGRAMS -> run.result().datagramsEach();
        };
    }
}
