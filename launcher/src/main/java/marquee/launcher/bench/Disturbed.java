package marquee.launcher.bench;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import marquee.benchmarks.Workload;
import marquee.client.UnreachableException;
import marquee.launcher.demo.Rescue;
import marquee.launcher.demo.Trouble;

/// Turns in which replicas fail: each begins with a group that is whole, has them fail after a
/// quarter of its time, and ends when the group is whole again.
final class Disturbed implements Contestant.Turn {
    private static final int PART = 4;

    private final Rescue rescue;
    private final Contestant.Turn plain;
    private final Circumstance circumstance;
    private int turns;

    /// @param rescue has replicas fail, and waits for their successors
    /// @param plain how the group works
    Disturbed(Rescue rescue, Contestant.Turn plain, Circumstance circumstance) {
        this.rescue = rescue;
        this.plain = plain;
        this.circumstance = circumstance;
    }

    @Override
    public Run take(Workload workload)
            throws IOException, UnreachableException, InterruptedException {
        var before = rescue.awaitSettled();
        var troubles = circumstance.troubles(turns++);
        long nanos = workload.time().toNanos() / PART;
        Callable<Void> strikes =
                () -> {
                    TimeUnit.NANOSECONDS.sleep(nanos);
                    for (var trouble : troubles) {
                        rescue.strike(trouble, before);
                    }
                    return null;
                };
        try (var striker = Executors.newSingleThreadExecutor()) {
            Run run;
            try {
                var struck = striker.submit(strikes);
                run = plain.take(workload);
                struck.get();
            } finally {
                striker.shutdownNow(); // Or a run that is broken off waits until it would strike.
            }
            if (!rescue.await(troubles, before).replaced()) {
                throw new UnreachableException(words(troubles) + " did not vote again");
            }
            return run;
        } catch (ExecutionException e) {
            throw new IOException("replicas could not be made to fail: " + e.getMessage(), e);
        }
    }

    private static String words(ImmutableList<Trouble> troubles) {
        return String.join(" and ", troubles.stream().map(Trouble::slot).toList());
    }
}
