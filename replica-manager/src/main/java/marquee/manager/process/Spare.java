package marquee.manager.process;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import marquee.config.process.SpareCall;
import marquee.config.process.SpareTalk;
import marquee.manager.ManagerEvent;
import marquee.protocol.replication.ReplicaId;
import org.jspecify.annotations.Nullable;

/// A started process that can become any replica: its JVM runs, has rehearsed, and knows the state
/// of the group, so that a replacement waits for none of that. It ends with this process, called or
/// not.
final class Spare {
    /// How many lessons it may owe an answer to.
    static final int LESSONS_MAX = 2;

    /// How long it may take to learn one and still be called meanwhile.
    private static final long ATTENTION_NANOS = 500_000_000;

    private static final String NAME = "spare";

    private final BiConsumer<String, String> said;
    private final BiConsumer<Spare, ManagerEvent> events;
    private final Ended ended;
    private volatile @Nullable ReplicaJvm process;
    private volatile @Nullable ReplicaId called;
    private volatile boolean atHand;
    private final AtomicInteger unanswered = new AtomicInteger();
    private volatile long taughtAt;

    /// Told once the process of a spare has ended.
    interface Ended {
        /// `spare` has ended, which was `replica`; null if it was nobody yet.
        void ended(Spare spare, @Nullable ReplicaId replica);
    }

    /// @param said told who says a line, and the line; from a thread of its own, or the caller's
    /// @param events told that this spare is at hand, and what it wants to learn, from the same one
    /// @param ended told of the end, from another one
    Spare(BiConsumer<String, String> said, BiConsumer<Spare, ManagerEvent> events, Ended ended) {
        this.said = said;
        this.events = events;
        this.ended = ended;
    }

    /// Starts `command`.
    ///
    /// @throws IOException if there can be no such process
    void start(ImmutableList<String> command) throws IOException {
        process = ReplicaJvm.start(NAME, command, this::hear, () -> ended.ended(this, called));
    }

    /// Whether the process can be called.
    boolean isAtHand() {
        return atHand;
    }

    /// Makes the process the replica of `call`, and says what else it is told at the start.
    ///
    /// @return the process, which is the replica's now
    ReplicaJvm call(SpareCall call, Iterable<String> more) {
        var running = process;
        if (running == null) {
            throw new IllegalStateException("the spare has not been started");
        }
        called = new ReplicaId(call.replica().index(), call.incarnation());
        running.tell(Iterables.concat(ImmutableList.of(call.line()), more));
        return running;
    }

    /// Asks the process to end, if it runs, without waiting.
    void askToEnd() {
        var running = process;
        if (running != null) {
            running.askToEnd();
        }
    }

    /// Waits until the process has ended, and makes it after so many milliseconds.
    void awaitEnd(long millis) throws InterruptedException {
        var running = process;
        if (running != null) {
            running.awaitEnd(millis);
        }
    }

    /// Tells the process a line, once it listens.
    void tell(String line) {
        var running = process;
        if (running != null && atHand) {
            running.tell(ImmutableList.of(line));
        }
    }

    /// Tells the process a lesson, unless it has said nothing to the last [#LESSONS_MAX]: more
    /// would only wait for it.
    void teach(String lesson) {
        if (unanswered.get() < LESSONS_MAX) {
            unanswered.incrementAndGet();
            taughtAt = System.nanoTime();
            tell(lesson);
        }
    }

    /// Whether the process has something to say to what it is taught, or is just learning it. One
    /// that has stopped, or cannot get over an entry, is nobody to call.
    boolean isAttentive() {
        return unanswered.get() == 0 || System.nanoTime() - taughtAt < ATTENTION_NANOS;
    }

    /// Ends the process without a word: one that is not attentive may not listen.
    void kill() {
        var running = process;
        if (running != null) {
            running.kill();
        }
    }

    private void hear(String line) {
        var wish = SpareTalk.wish(line);
        if (wish != null) {
            unanswered.set(0);
            if (called == null) {
                events.accept(this, new ManagerEvent.SpareWants(wish));
            }
            return;
        }
        if (line.equals(SpareCall.AT_HAND)) {
            atHand = true;
            events.accept(this, new ManagerEvent.SpareAtHand());
        }
        var known = called;
        said.accept(known == null ? NAME : known.toString(), line);
    }
}
