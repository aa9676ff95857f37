package marquee.launcher.scenario.linear;

import com.google.common.collect.ImmutableSet;
import java.util.Collections;
import marquee.applications.booking.BookingOperation.RemoveMovieSlots;

/// An act, what it is about, and its place while it is open.
final class Open {
    final Act act;
    private final ImmutableSet<Object> subjects;
    final boolean writes;
    int place;

    Open(Act act, ImmutableSet<Object> subjects) {
        this.act = act;
        this.subjects = subjects;
        this.writes = act.writes();
    }

    Open copy(boolean unsure) {
        return new Open(unsure ? act.unsure() : act, subjects);
    }

    long bit() {
        return 1L << place;
    }

    /// Whether it may matter which of the two comes first.
    boolean minds(Open other) {
        return (writes || other.writes)
                && (isAboutAll()
                        || other.isAboutAll()
                        || !Collections.disjoint(subjects, other.subjects));
    }

    /// A removal moves bookings of customers that it does not name.
    private boolean isAboutAll() {
        return act.operation() == null || act.operation() instanceof RemoveMovieSlots;
    }
}
