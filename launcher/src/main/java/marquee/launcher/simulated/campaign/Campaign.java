package marquee.launcher.simulated.campaign;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import marquee.launcher.simulated.AnswerCheck;
import marquee.launcher.simulated.Run;
import marquee.launcher.simulated.Variation;
import marquee.simulation.Trace;
import org.jspecify.annotations.Nullable;

/// Runs many seeds, each in one thread, as many threads at once as asked for. Seeds have nothing in
/// common: in which order and in which thread they run changes nothing.
public final class Campaign {
    /// The most failures that are kept; a campaign ends when it has so many.
    public static final int FAILURES_MAX = 20;

    private final Plan plan;
    private final AnswerCheck check;
    private final Consumer<CampaignReport> progress;
    private final CampaignReport report;
    private final AtomicLong next;
    private final long end;

    /// Whether what still runs does not count any more.
    private volatile boolean isOver;

    private @Nullable IllegalStateException fault; // guarded by this

    /// What to run.
    ///
    /// @param seeds how many seeds, one after the other from `firstSeed` on
    /// @param atMost ends the campaign before all seeds have run
    public record Plan(
            long firstSeed, long seeds, Duration atMost, int threads, Variation variation) {
        /// `seeds` seeds from `firstSeed` on with all faults, on all cores.
        public static Plan of(long firstSeed, long seeds, Duration atMost) {
            int cores = Runtime.getRuntime().availableProcessors();
            return new Plan(firstSeed, seeds, atMost, cores, Variation.NONE);
        }
    }

    private Campaign(Plan plan, AnswerCheck check, Consumer<CampaignReport> progress) {
        this.plan = plan;
        this.check = check;
        this.progress = progress;
        this.report = new CampaignReport(plan);
        this.next = new AtomicLong(plan.firstSeed());
        this.end = System.nanoTime() + plan.atMost().toNanos();
    }

    /// Runs the campaign and waits for its end. It is broken off when this thread is interrupted.
    ///
    /// @param check something more that every answer is to fulfil
    /// @param progress told after every run, by one thread at a time
    /// @throws IllegalStateException if a seed cannot be run to its end by a fault of this program:
    ///   one that is missing would be no failure
    public static CampaignReport run(
            Plan plan, AnswerCheck check, Consumer<CampaignReport> progress) {
        return new Campaign(plan, check, progress).run();
    }

    /// The trace hash of the one run of `seed` in `variation`.
    public static String hash(long seed, Variation variation) {
        return Run.of(variation.of(seed), Trace.hashing(), AnswerCheck.NONE).hash();
    }

    private CampaignReport run() {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < plan.threads(); i++) {
            threads.add(Thread.ofPlatform().name("simulation-" + i).start(this::work));
        }
        try {
            for (var thread : threads) {
                thread.join();
            }
            end();
        } catch (InterruptedException e) {
            breakOff();
        }
        return report;
    }

    private synchronized void end() {
        if (fault != null) {
            throw fault;
        }
        report.end();
    }

    private synchronized void breakOff() {
        isOver = true;
    }

    private void work() {
        while (!isOver && System.nanoTime() < end) {
            long seed = next.getAndIncrement();
            if (seed - plan.firstSeed() >= plan.seeds()) {
                return;
            }
            var result = run(seed);
            if (result != null) {
                add(result);
            }
        }
    }

    private Run.@Nullable Result run(long seed) {
        try {
            return Run.of(plan.variation().of(seed), Trace.hashing(), check);
        } catch (RuntimeException | Error e) {
            fail(seed, e);
            return null;
        }
    }

    private synchronized void add(Run.Result result) {
        if (!isOver) {
            report.add(result);
            progress.accept(report);
            isOver = report.failures().size() >= FAILURES_MAX;
        }
    }

    private synchronized void fail(long seed, Throwable e) {
        isOver = true;
        if (fault == null) {
            fault = new IllegalStateException("seed " + seed + " came to no end: " + e, e);
        }
    }
}
