package marquee.transport.udp;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Events on their way from other threads to the loop's, which may be asleep. Any thread adds, one
/// takes.
final class Inbox<L> {
    /// The most events that wait.
    static final int EVENTS_MAX = 65_536;

    private final ConcurrentLinkedQueue<L> events = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicBoolean asleep = new AtomicBoolean();
    private final AtomicLong refused = new AtomicLong();

    /// Adds `event`.
    ///
    /// @return false if the inbox is full
    boolean add(L event) {
        if (size.incrementAndGet() > EVENTS_MAX) {
            size.decrementAndGet();
            refused.incrementAndGet();
            return false;
        }
        events.add(event);
        return true;
    }

    /// The event that has waited longest, or null.
    @Nullable L take() {
        var event = events.poll();
        if (event != null) {
            size.decrementAndGet();
        }
        return event;
    }

    /// How many events wait.
    int size() {
        return size.get();
    }

    /// Whether nothing waits.
    boolean isEmpty() {
        return events.isEmpty();
    }

    /// Called by the loop before it sleeps.
    ///
    /// @return false if something has come meanwhile, so that it must not
    boolean mayFallAsleep() {
        asleep.set(true);
        if (events.isEmpty()) {
            return true;
        }
        asleep.set(false);
        return false;
    }

    /// Called by the loop when it is awake again.
    void wakened() {
        asleep.set(false);
    }

    /// Whether the loop sleeps and the caller is the one to wake it.
    boolean mustWake() {
        return asleep.get() && asleep.compareAndSet(true, false);
    }

    /// How many events found the inbox full.
    long refused() {
        return refused.get();
    }
}
