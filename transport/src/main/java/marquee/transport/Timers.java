package marquee.transport;

import com.google.common.base.Preconditions;
import java.util.ArrayList;
import marquee.protocol.Expiry;
import org.jspecify.annotations.Nullable;

/// A role's timers, at most one for each purpose. Those that are due come in the order of their due
/// times, and of their starting where these are equal.
final class Timers {
    /// The most purposes at a time; a role that has more of them has made one a request.
    static final int TIMERS_MAX = 1_024;

    private final ArrayList<Timer> running = new ArrayList<>();
    private long next = Long.MAX_VALUE;

    private record Timer(Expiry expiry, long due) {}

    /// Starts the timer for `expiry`, or moves it, to run out at `due`.
    void start(Expiry expiry, long due) {
        for (int i = 0; i < running.size(); i++) {
            if (running.get(i).expiry.equals(expiry)) {
                running.remove(i);
                break;
            }
        }
        Preconditions.checkState(running.size() < TIMERS_MAX, "too many timers");
        running.add(new Timer(expiry, due));
        findNext();
    }

    /// When the first timer runs out; [Long#MAX_VALUE] if none runs.
    long next() {
        return next;
    }

    /// Ends the first timer that has run out by `now`, and returns its purpose; null if none has.
    @Nullable Expiry takeExpired(long now) {
        if (next > now) {
            return null;
        }
        for (int i = 0; i < running.size(); i++) {
            var timer = running.get(i);
            if (timer.due == next) {
                running.remove(i);
                findNext();
                return timer.expiry;
            }
        }
        throw new IllegalStateException("no timer is due at " + next);
    }

    private void findNext() {
        next = Long.MAX_VALUE;
        for (int i = 0; i < running.size(); i++) {
            next = Math.min(next, running.get(i).due);
        }
    }
}
