package marquee.launcher.bench;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import marquee.benchmarks.Workload;
import marquee.client.UnreachableException;
import marquee.launcher.bench.report.Run;
import marquee.launcher.local.ClusterStatus;
import marquee.launcher.trouble.Rescue;
import marquee.launcher.trouble.Trouble;

/// Turns in which replicas fail, or none does: each begins with a group that is whole, has them
/// fail after a quarter of its time, and ends when the group is whole again. One in which something
/// else happened does not count.
final class Disturbed implements Contestant.Turn {
    private static final int PART = 4;

    private final Rescue rescue;
    private final Contestant.Turn plain;
    private final IntFunction<ImmutableList<Trouble>> troubles;
    private final InstantSource clock;
    private int turns;

    /// @param rescue has replicas fail, and waits for their successors
    /// @param plain how the group works
    /// @param troubles what happens the n-th time, from 0
    /// @param clock the machine's, by which the order tells when something happened
    Disturbed(
            Rescue rescue,
            Contestant.Turn plain,
            IntFunction<ImmutableList<Trouble>> troubles,
            InstantSource clock) {
        this.rescue = rescue;
        this.plain = plain;
        this.troubles = troubles;
        this.clock = clock;
    }

    @Override
    public Run take(Workload workload)
            throws IOException, UnreachableException, InterruptedException {
        var before = rescue.awaitSettled();
        if (!before.isSettled()) {
            throw new UnreachableException("not all slots vote and are known before a run");
        }
        var struck = troubles.apply(turns++);
        var begun = clock.instant();
        var run = take(workload, struck, before);
        var outcome = rescue.await(struck, before);
        if (!outcome.replaced()) {
            throw new UnreachableException("not all slots vote again after a run");
        }
        if (!outcome.asExpected()) {
            throw new Again.NotCounted(words(struck) + " was replaced for another reason");
        }
        var lasted = run.result().time();
        var aftermath = new Aftermath(struck, before, rescue.status(), begun, lasted);
        var flaw = aftermath.flaw();
        if (flaw.isPresent()) {
            throw new Again.NotCounted(flaw.get());
        }
        return aftermath.isHealed() ? run : run.unhealed();
    }

    /// Lets the group work, and has it `struck` meanwhile, which is as `before` says.
    private Run take(Workload workload, ImmutableList<Trouble> struck, ClusterStatus before)
            throws IOException, UnreachableException, InterruptedException {
        long nanos = workload.time().toNanos() / PART;
        Callable<Void> strikes =
                () -> {
                    TimeUnit.NANOSECONDS.sleep(nanos);
                    for (var trouble : struck) {
                        rescue.strike(trouble, before);
                    }
                    return null;
                };
        try (var striker = Executors.newSingleThreadExecutor()) {
            try {
                var strike = striker.submit(strikes);
                var run = plain.take(workload);
                strike.get();
                return run;
            } finally {
                striker.shutdownNow(); // Or a run that is broken off waits until it would strike.
            }
        } catch (ExecutionException e) {
            throw new IOException("replicas could not be made to fail: " + e.getMessage(), e);
        }
    }

    private static String words(ImmutableList<Trouble> troubles) {
        return String.join(" or ", troubles.stream().map(Trouble::slot).toList());
    }
}
