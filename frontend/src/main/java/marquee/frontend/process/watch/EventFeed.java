package marquee.frontend.process.watch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.Preconditions;
import com.google.common.collect.ImmutableList;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What happens, for people who watch: the newest events are kept, so that whoever was cut off goes
/// on where he was. Nobody who is slow holds anybody up: he is told no more, and may come back.
/// Thread-safe, and never waits for a watcher.
final class EventFeed implements AutoCloseable {
    /// The most events that are kept.
    static final int KEPT_MAX = 1_024;

    /// The most who watch at once.
    static final int WATCHERS_MAX = 16;

    /// The most events that wait for one watcher.
    static final int QUEUE_MAX = 256;

    private final String life;
    private final ArrayDeque<Told> kept = new ArrayDeque<>();
    private final List<Watcher> watchers = new ArrayList<>();
    private long numbers;
    private int seats;
    private boolean closed;
    private volatile boolean watched;

    /// One event.
    ///
    /// @param number of those that are kept, from 1; 0 for one that is not
    /// @param data JSON, in one line
    record Told(long number, String type, String data) {}

    /// @param life tells the events of this feed from those of an earlier one; small letters and
    ///   digits
    EventFeed(String life) {
        this.life = life;
    }

    /// The time of something that happens now, as events have it: to the millisecond.
    static String now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /// The name of `event`, by which a watcher says how far he was.
    String id(Told event) {
        return life + "-" + event.number();
    }

    /// Whether anybody watches: if not, what is only shown need not be made.
    boolean isWatched() {
        return watched;
    }

    /// Tells everybody, and whoever comes later.
    void tell(String type, ObjectNode data) {
        var text = data.toString();
        synchronized (this) {
            if (kept.size() == KEPT_MAX) {
                kept.removeFirst();
            }
            var event = new Told(++numbers, type, text);
            kept.addLast(event);
            handOut(event);
        }
    }

    /// Tells those who watch now, and nobody else.
    void show(String type, ObjectNode data) {
        if (watched) {
            var event = new Told(0, type, data.toString());
            synchronized (this) {
                handOut(event);
            }
        }
    }

    private void handOut(Told event) {
        watchers.removeIf(watcher -> !watcher.take(event));
        watched = !watchers.isEmpty();
    }

    /// Begins to watch, after the event called `after`; null for all that are kept.
    ///
    /// @return null if there are too many who watch, or the feed is closed
    synchronized @Nullable Watcher watch(@Nullable String after) {
        if (closed || seats == WATCHERS_MAX) {
            return null;
        }
        long from = after == null ? 0 : number(after);
        long oldest = numbers - kept.size() + 1;
        boolean lost = after != null && (from < oldest - 1 || from > numbers);
        var missed =
                kept.stream()
                        .filter(event -> lost || event.number() > from)
                        .collect(ImmutableList.toImmutableList());
        var watcher = new Watcher(missed, lost);
        seats++;
        watchers.add(watcher);
        watched = true;
        return watcher;
    }

    /// The number in the name of an event; -1 for one of another life.
    private long number(String id) {
        var parts = id.split("-", -1);
        Preconditions.checkArgument(parts.length == 2, "no event's name: %s", id);
        return parts[0].equals(life) ? Long.parseLong(parts[1]) : -1;
    }

    private synchronized void leave(Watcher watcher) {
        watchers.remove(watcher);
        watched = !watchers.isEmpty();
        seats--;
    }

    /// Whether nobody may begin to watch any more.
    synchronized boolean isClosed() {
        return closed;
    }

    /// Ends the watching of all who do, and lets nobody begin.
    @Override
    public synchronized void close() {
        closed = true;
        watchers.forEach(Watcher::end);
        watchers.clear();
        watched = false;
    }

    /// Somebody who watches. Used by one thread, which must close it.
    final class Watcher implements AutoCloseable {
        private static final Told END = new Told(0, "end", "");

        private final ArrayBlockingQueue<Told> queue = new ArrayBlockingQueue<>(QUEUE_MAX);
        private final ImmutableList<Told> missed;
        private final boolean lost;
        private volatile boolean over;

        private Watcher(ImmutableList<Told> missed, boolean lost) {
            this.missed = missed;
            this.lost = lost;
        }

        /// The kept events that he has not seen.
        ImmutableList<Told> missed() {
            return missed;
        }

        /// Whether there were more of these, which are kept no longer.
        boolean hasGap() {
            return lost;
        }

        /// Whether nothing more comes: he was too slow, or the feed is closed.
        boolean isOver() {
            return over;
        }

        /// The next event; null if there is none within `patience`.
        @Nullable Told next(Duration patience) throws InterruptedException {
            return queue.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        }

        /// Whether more events wait.
        boolean hasMore() {
            return !queue.isEmpty();
        }

        private boolean take(Told event) {
            boolean taken = queue.offer(event);
            if (!taken) {
                end();
            }
            return taken;
        }

        private void end() {
            over = true;
            queue.clear();
            queue.offer(END); // Wakes him, if he waits.
        }

        @Override
        public void close() {
            leave(this);
        }
    }
}
