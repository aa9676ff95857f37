package marquee.frontend.process.web;

import com.google.common.util.concurrent.Uninterruptibles;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import marquee.frontend.FrontEndEffect;
import marquee.frontend.FrontEndEffect.Reason;
import marquee.frontend.FrontEndEffect.Refused;
import marquee.frontend.FrontEndEffect.Unknown;
import marquee.frontend.FrontEndEvent;

/// Hands calls of HTTP's threads over to the event loop and lets each wait for its own answer: the
/// only thing the two share (rule P48). Thread-safe.
///
/// There are never more futures than the loop's queue and the role's own table of pending calls
/// have places: a call that neither takes is refused at once.
public final class Calls {
    /// How long after the role's own deadline a call that it has forgotten is given up.
    private static final Duration GRACE = Duration.ofMillis(500);

    /// How late a call may be given up. A timer for each would wake a thread of the JDK's own twice
    /// for each request, which is a third of what the web service costs (docs/decisions/0121).
    private static final Duration WATCH_EVERY = Duration.ofMillis(50);

    private static final Duration LOOK_EVERY = Duration.ofMillis(5);

    private final Predicate<FrontEndEvent> loop;
    private final Duration patience;
    private final AtomicLong numbers = new AtomicLong();
    private final ConcurrentMap<Long, Waiting> waiting = new ConcurrentHashMap<>();
    private final AtomicBoolean watched = new AtomicBoolean();
    private volatile boolean ending;

    /// A call without an answer yet.
    private record Waiting(CompletableFuture<FrontEndEffect> answer, long deadlineNanos) {}

    /// @param loop takes an event, or says false when it has no room for it
    /// @param deadline of the role
    public Calls(Predicate<FrontEndEvent> loop, Duration deadline) {
        this.loop = loop;
        this.patience = deadline.plus(GRACE);
    }

    /// Hands over what `event` makes of the call's number, and waits for the answer.
    public FrontEndEffect call(LongFunction<FrontEndEvent> event) {
        return call(event, patience);
    }

    /// Hands over `event`, which is answered by nothing and may be lost.
    public void tell(FrontEndEvent event) {
        var _ = loop.test(event);
    }

    /// The same, with less patience.
    public FrontEndEffect call(LongFunction<FrontEndEvent> event, Duration patience) {
        long call = numbers.incrementAndGet();
        var answer = new CompletableFuture<FrontEndEffect>();
        waiting.put(call, new Waiting(answer, System.nanoTime() + patience.toNanos()));
        watch();
        try {
            if (ending) {
                return new Refused(call, Reason.NOT_HANDED_OVER);
            }
            if (loop.test(event.apply(call))) {
                return answer.get();
            }
            // A loop that has ended meanwhile takes nothing more, however empty it is.
            return new Refused(call, ending ? Reason.NOT_HANDED_OVER : Reason.TOO_MANY_PENDING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Unknown(call);
        } catch (ExecutionException e) {
            throw new IllegalStateException("an answer is never an exception", e);
        } finally {
            waiting.remove(call);
        }
    }

    /// Refuses calls from now on, and waits until those under way are answered. What came of one
    /// that still is not after `patience` is unknown.
    public void finish(Duration patience) {
        ending = true;
        long end = System.nanoTime() + patience.toNanos();
        while (!waiting.isEmpty() && System.nanoTime() - end < 0) {
            Uninterruptibles.sleepUninterruptibly(LOOK_EVERY);
        }
        waiting.forEach((call, each) -> each.answer().complete(new Unknown(call)));
    }

    /// Has a thread look after the deadlines, for as long as anybody waits.
    private void watch() {
        if (!watched.get() && watched.compareAndSet(false, true)) {
            Thread.startVirtualThread(this::giveUpOverdue);
        }
    }

    private void giveUpOverdue() {
        while (!waiting.isEmpty()) {
            Uninterruptibles.sleepUninterruptibly(WATCH_EVERY);
            long now = System.nanoTime();
            waiting.forEach((call, each) -> {
                if (now - each.deadlineNanos() > 0) {
                    each.answer().complete(new Unknown(call));
                }
            });
        }
        watched.set(false);
        if (!waiting.isEmpty()) {
            watch(); // Whoever came just now saw that there was a watch.
        }
    }

    /// Answers `call`, unless nobody waits for it any more.
    public void answer(long call, FrontEndEffect effect) {
        var asked = waiting.get(call);
        if (asked != null) {
            asked.answer().complete(effect);
        }
    }
}
