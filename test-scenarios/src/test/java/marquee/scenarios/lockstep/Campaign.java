package marquee.scenarios.lockstep;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import marquee.applications.Implementation;

/// Takes implementations through stream after stream, as many at once as there are cores. Streams
/// are counted in the order of their seeds, whichever ends first, so that the same first seed and
/// number of operations give the same count.
final class Campaign {
    /// With so many differences a campaign ends: the next ones would tell the same.
    static final int DIFFERENCES_MAX = 5;

    private final Tally tally;
    private final long operations;
    private final ImmutableList<Implementation> machines;
    private final Consumer<StreamOutcome> progress;
    private final Map<Long, StreamOutcome> early = new TreeMap<>();
    private long nextSeed;
    private boolean givenUp;
    private long countedNanos = System.nanoTime();

    private Campaign(
            Tally tally,
            long operations,
            List<Implementation> machines,
            Consumer<StreamOutcome> progress) {
        this.tally = tally;
        this.operations = operations;
        this.machines = ImmutableList.copyOf(machines);
        this.progress = progress;
        this.nextSeed = tally.nextSeed();
    }

    /// Goes on until `tally` counts `operations` or [#DIFFERENCES_MAX] differences.
    ///
    /// @param progress told of each stream after it was counted, by one thread at a time
    static void run(
            Tally tally,
            long operations,
            List<Implementation> machines,
            Consumer<StreamOutcome> progress)
            throws InterruptedException, ExecutionException {
        new Campaign(tally, operations, machines, progress).run();
    }

    private void run() throws InterruptedException, ExecutionException {
        int cores = Runtime.getRuntime().availableProcessors();
        try (var threads = Executors.newFixedThreadPool(cores)) {
            var work = new ArrayList<Callable<Boolean>>();
            for (int i = 0; i < cores; i++) {
                work.add(this::work);
            }
            for (var done : threads.invokeAll(work)) {
                done.get();
            }
        }
    }

    /// A stream that ends in an error is never counted, and those after it would wait for it: so
    /// the other threads end too, and the error is the campaign's.
    private boolean work() {
        boolean ended = false;
        try {
            for (long seed = claim(); !isDone(); seed = claim()) {
                count(LockStep.run(StreamPlan.of(seed), machines));
            }
            ended = true;
        } finally {
            if (!ended) {
                giveUp();
            }
        }
        return ended;
    }

    private synchronized void giveUp() {
        givenUp = true;
    }

    private synchronized long claim() {
        return nextSeed++;
    }

    private synchronized boolean isDone() {
        return givenUp
                || tally.operations() >= operations
                || tally.differences().size() >= DIFFERENCES_MAX;
    }

    private synchronized void count(StreamOutcome outcome) {
        early.put(outcome.seed(), outcome);
        long now = System.nanoTime();
        tally.spend(TimeUnit.NANOSECONDS.toMillis(now - countedNanos));
        countedNanos = now;
        var next = early.remove(tally.nextSeed());
        while (next != null && !isDone()) {
            tally.add(next);
            progress.accept(next);
            next = early.remove(tally.nextSeed());
        }
    }
}
