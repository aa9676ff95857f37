package marquee.transport.udp;

import com.google.common.base.Throwables;
import com.google.common.collect.ImmutableList;
import com.google.common.util.concurrent.Uninterruptibles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/// Work that leaves the cores to whatever else wants them for a while, on Linux: under the
/// scheduling policy SCHED_IDLE (sched(7)) a thread is preempted by whoever is woken, also by one
/// that preempts nobody else ([Preemption]). A process need not be let come back from that policy,
/// so the work has a thread of its own, and whoever goes on with it afterwards has the usual one
/// (docs/decisions/0167).
final class GivingWay {
    /// How long it is from one look at whether the work has any core to the next.
    static final Duration LOOK = Duration.ofMillis(200);

    /// What the JVM's optimizing compiler calls its threads, as far as the kernel keeps it. It
    /// gives way too, and for good: what it is to compile is what the work runs.
    private static final String COMPILER = "C2 Compiler";

    private static final Path THREADS = Path.of("/proc/self/task");
    private static final Path CALLER = Path.of("/proc/thread-self");

    private final long end;
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile boolean over;

    /// Makes one that is over in `most` at the latest, or as soon as the work is seen to get hardly
    /// any core.
    GivingWay(Duration most) {
        end = System.nanoTime() + most.toNanos();
    }

    /// Whether the work need not give way any more, and is to end. For any thread.
    boolean isOver() {
        return over;
    }

    /// Does `work` and waits for its end, and throws on what it throws. Where the kernel has no
    /// such policy it is done as usual.
    void run(Runnable work) {
        var name = Thread.ofPlatform().name("gives-way").factory();
        try (var thread = Executors.newSingleThreadExecutor(name)) {
            var folder = CompletableFuture.supplyAsync(GivingWay::own, thread);
            var working = CompletableFuture.runAsync(work, thread);
            var _ = working.whenComplete((_, _) -> done.countDown());
            awaitEnd(folder.join());
            over = true;
            working.join();
        } catch (CompletionException e) {
            Throwables.throwIfUnchecked(Objects.requireNonNull(e.getCause()));
            throw e;
        }
    }

    /// The folder of the caller's thread; one that does not exist where there is none.
    private static Path own() {
        try {
            return THREADS.resolve(Files.readSymbolicLink(CALLER).getFileName());
        } catch (IOException | UnsupportedOperationException e) {
            return CALLER;
        }
    }

    /// By the caller, since the first call of C takes long, and the work need not wait for it.
    private void awaitEnd(Path thread) {
        giveWay(thread);
        var before = CoreTimes.of(thread);
        var starvation = before == null ? null : new Starvation(before);
        boolean starved = false;
        while (!starved
                && System.nanoTime() - end < 0
                && !Uninterruptibles.awaitUninterruptibly(done, LOOK)) {
            var now = CoreTimes.of(thread);
            starved =
                    starvation != null
                            && now != null
                            && starvation.isStarved(now, isReady(thread), LOOK);
        }
    }

    private static void giveWay(Path thread) {
        var scheduling = CLibrary.tryToMake(Scheduling::new);
        if (scheduling != null && !thread.equals(CALLER)) {
            scheduling.change(number(thread), Scheduling.IDLE);
            compilers().forEach(each -> scheduling.change(number(each), Scheduling.IDLE));
        }
    }

    private static ImmutableList<Path> compilers() {
        try (var threads = Files.list(THREADS)) {
            return threads.filter(thread -> read(thread, "comm").startsWith(COMPILER))
                    .collect(ImmutableList.toImmutableList());
        } catch (IOException | UncheckedIOException e) {
            return ImmutableList.of();
        }
    }

    /// Whether `thread` is ready to run, or runs (proc(5)).
    private static boolean isReady(Path thread) {
        var state = read(thread, "stat");
        return state.startsWith("R", state.lastIndexOf(')') + 2);
    }

    /// What Linux tells of `thread`; nothing once it has ended.
    private static String read(Path thread, String what) {
        try {
            return Files.readString(thread.resolve(what));
        } catch (IOException e) {
            return "";
        }
    }

    private static int number(Path thread) {
        return Integer.parseInt(thread.getFileName().toString());
    }
}
