package marquee.launcher.soak;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import marquee.client.FrontEndClient;
import marquee.client.UnreachableException;
import marquee.launcher.console.Narrator;
import marquee.launcher.customers.Crowd;
import marquee.launcher.customers.Ledger;
import marquee.launcher.customers.Pace;
import marquee.launcher.local.ClusterStatus;
import marquee.launcher.local.LocalCluster;
import marquee.launcher.local.RunState;
import marquee.launcher.trouble.Rescue;
import marquee.launcher.trouble.Trouble;
import marquee.launcher.trouble.Trouble.Kind;

/// Finds out how much the cluster takes, then has customers book at a part of that all the time
/// while one replica after the other fails, two at once when it comes so: a liar and one that is
/// gone. Each next fault waits until all slots vote again. Used by one thread.
final class Soak implements AutoCloseable {
    private static final Duration PROGRESS = Duration.ofSeconds(15);
    private static final Duration WARM_UP = Duration.ofSeconds(60);
    private static final Duration FULL_SPEED = Duration.ofSeconds(10);
    private static final Duration LINKS = Duration.ofSeconds(2);
    private static final int PERCENT = 100;
    private static final String BAD_LINKS = "drop:20%,duplicate:10%,reorder:10%,corrupt:5%";

    private final Plan plan;
    private final RunState cluster;
    private final Narrator narrator;
    private final FrontEndClient client;
    private final Ledger ledger = new Ledger("warming up");
    private final Crowd crowd;
    private final Rescue rescue;
    private final Watch watch;
    private final Replacements replacements = new Replacements();
    private final SoakReport report;
    private final SplittableRandom random;
    private final List<String> oldest = new ArrayList<>(List.of("R1", "R2", "R3", "R4"));
    private final long start = System.nanoTime();
    private ImmutableList<String> ended = ImmutableList.of();

    /// How long it goes on: until either is reached.
    ///
    /// @param longest at most this long
    /// @param replacements at most so many
    /// @param every from one fault to the next, if all slots vote again by then
    /// @param percent how much of the requests that the cluster takes at most are made
    record Plan(
            Duration longest,
            int replacements,
            Duration every,
            int percent,
            int customers,
            LocalDate date,
            long seed) {}

    Soak(Plan plan, LocalCluster cluster, Path folder, Narrator narrator) {
        this.plan = plan;
        this.cluster = RunState.of(cluster);
        this.narrator = narrator;
        client = new FrontEndClient(cluster.urls(), FrontEndClient.DEADLINE);
        crowd = new Crowd(plan.customers(), plan.date(), plan.seed(), ledger, client);
        rescue = new Rescue(client, plan.seed(), narrator.quiet());
        watch = new Watch(folder);
        report = new SoakReport(narrator, ledger, watch, replacements);
        random = new SplittableRandom(plan.seed());
    }

    /// Runs it.
    ///
    /// @return whether every answer was right, everybody who failed was replaced, the states are
    ///   equal at the end, and nothing has grown
    boolean run() throws UnreachableException, IOException, InterruptedException {
        try {
            return runToEnd();
        } catch (InterruptedException e) { // What was typed to end it may have ended others, too.
            breakOff();
            throw e;
        } catch (UnreachableException | IOException | RuntimeException e) {
            ended = cluster.ended();
            breakOff();
            throw e;
        }
    }

    private void breakOff() {
        report(true);
        narrator.plain("  broken off: books, states and what is under way were not checked");
    }

    private boolean report(boolean isRight) {
        return report.tell(isRight, rescue.isSound(), ended);
    }

    private boolean runToEnd() throws UnreachableException, IOException, InterruptedException {
        crowd.offerShows();
        boolean isRight;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                double most = fullSpeed(threads);
                double wanted = most * plan.percent() / PERCENT;
                narrator.title(
                        String.format(
                                Locale.ROOT,
                                "%.0f requests a second at most; from now on %.0f, and replicas"
                                        + " fail",
                                most,
                                wanted));
                ledger.begin("soak");
                crowd.open(threads, Pace.of(Math.max(1, wanted)));
                goOn();
                crowd.rest();
            } finally {
                crowd.leave();
            }
            isRight = crowd.audit();
        }
        watch.lookClosely(processes(rescue.awaitSettled()));
        var states = rescue.compareStates();
        ended = cluster.ended();
        boolean isGood = report(isRight);
        narrator.verdict(states.areEqual(), states.verdict());
        return isGood && states.areEqual();
    }

    @Override
    public void close() {
        client.close();
    }

    /// How many requests a second are answered when each customer goes on at once.
    private double fullSpeed(ExecutorService threads) throws InterruptedException {
        crowd.open(threads, Pace.FAST);
        TimeUnit.MILLISECONDS.sleep(FULL_SPEED.toMillis());
        ledger.begin("full speed");
        TimeUnit.MILLISECONDS.sleep(FULL_SPEED.toMillis());
        double most = ledger.perSecond();
        crowd.rest();
        return most;
    }

    private void goOn() throws UnreachableException, IOException, InterruptedException {
        long told = System.nanoTime();
        boolean warm = false;
        var before = rescue.status();
        while (!isOver() && ledger.isClean() && report.isWell(rescue.isSound(), ended)) {
            long begun = System.nanoTime();
            round();
            var after = rescue.status();
            replacements.note(before, after);
            before = after;
            ended = cluster.ended();
            long now = System.nanoTime();
            if (now - told > PROGRESS.toNanos()) {
                told = now;
                watch.look(processes(rescue.status()));
                report.progress();
                if (!warm && now - start > WARM_UP.toNanos()) {
                    warm = true;
                    watch.begin(processes(rescue.awaitSettled()));
                }
            }
            TimeUnit.NANOSECONDS.sleep(begun + plan.every().toNanos() - System.nanoTime());
        }
    }

    private boolean isOver() {
        return System.nanoTime() - start > plan.longest().toNanos()
                || replacements.count() >= plan.replacements();
    }

    /// One fault, or two, and what follows; or bad links, for which nobody needs to be replaced.
    private void round() throws UnreachableException, IOException, InterruptedException {
        if (random.nextInt(PERCENT) < 5) {
            badLinks();
        } else {
            fail(choose());
        }
    }

    private void fail(ImmutableList<Trouble> troubles)
            throws UnreachableException, IOException, InterruptedException {
        replacements.add(troubles.size(), rescue.from(troubles));
        for (var trouble : troubles) {
            oldest.remove(trouble.slot());
            oldest.add(trouble.slot());
        }
    }

    /// The slots that were replaced longest ago fail next, so that none dies so soon that its
    /// manager waits before it starts another.
    private ImmutableList<Trouble> choose() {
        int dice = random.nextInt(PERCENT);
        int one = random.nextInt(2);
        var slot = oldest.get(one);
        if (dice < 50) {
            return ImmutableList.of(
                    new Trouble(slot, Kind.LIE), new Trouble(oldest.get(1 - one), Kind.KILL));
        }
        Kind kind;
        if (dice < 65) {
            kind = Kind.LIE;
        } else if (dice < 80) {
            kind = Kind.KILL;
        } else if (dice < 85) {
            kind = Kind.ROT;
        } else if (dice < 90) {
            kind = Kind.STOP;
        } else if (dice < 95) {
            kind = Kind.HANG;
        } else {
            kind = Kind.SILENT;
        }
        return ImmutableList.of(new Trouble(slot, kind));
    }

    /// The links of one replica are bad for a while.
    private void badLinks() throws UnreachableException, InterruptedException {
        var slot = oldest.get(random.nextInt(oldest.size()));
        if (!rescue.awaitSettled().isSettled()) {
            return;
        }
        rescue.fault(slot, BAD_LINKS);
        TimeUnit.MILLISECONDS.sleep(LINKS.toMillis());
        rescue.fault(slot, "clear");
    }

    private ImmutableMap<String, Long> processes(ClusterStatus status) {
        var processes = ImmutableMap.<String, Long>builder();
        for (var role : cluster.roles()) {
            processes.put(role.name(), role.pid());
        }
        for (var slot : oldest) {
            processes.put(slot, status.pid(slot));
        }
        return processes.buildOrThrow();
    }
}
