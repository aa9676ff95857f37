package marquee.launcher.scenario;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import java.util.LinkedHashMap;
import java.util.Map;
import marquee.launcher.scenario.History.Called;
import marquee.launcher.scenario.History.Event;

/// Takes note of what customers did and saw. What is asked for again with the same key is the same
/// request, which takes effect once: one call of the history. Safe for use by several threads.
public final class Recorder {
    private final Map<Object, Event> events = new LinkedHashMap<>();

    /// What makes two calls with a key the same request; spelled in small letters, as the front end
    /// corrects the case.
    private record Request(String key, String words) {}

    /// Takes note of something that happens once.
    public synchronized void note(Event event) {
        events.put(new Object(), event);
    }

    /// Takes note of a call under `key`, which a call that changes nothing does not send.
    public synchronized void note(String key, Called call) {
        if (call.operation().mutates()) {
            var words =
                    String.join(
                            " ",
                            call.user(),
                            call.customer(),
                            call.operation().word(),
                            String.join(" ", call.arguments()));
            events.merge(
                    new Request(key, Ascii.toLowerCase(words)),
                    call,
                    (first, again) -> merged((Called) first, (Called) again));
        } else {
            note(call);
        }
    }

    /// All that was noted, in the order of its first note.
    public synchronized ImmutableList<Event> events() {
        return ImmutableList.copyOf(events.values());
    }

    private static Called merged(Called one, Called other) {
        if (isDefinite(one) && isDefinite(other)) {
            // Two different answers to one request are one that no server gives.
            return one.seen().equals(other.seen())
                    ? merged(one, other, Math.min(one.ended(), other.ended()), one.seen())
                    : merged(one, other, one.ended(), one.seen() + ", then " + other.seen());
        }
        if (isDefinite(one) || isDefinite(other)) {
            var told = isDefinite(one) ? one : other;
            return merged(one, other, told.ended(), told.seen());
        }
        return merged(
                one,
                other,
                Math.max(one.ended(), other.ended()),
                one.seen().equals(other.seen()) ? one.seen() : Seen.UNKNOWN);
    }

    private static Called merged(Called one, Called other, long ended, String seen) {
        return new Called(
                Math.min(one.begun(), other.begun()),
                ended,
                one.user(),
                one.customer(),
                one.operation(),
                one.arguments(),
                seen);
    }

    private static boolean isDefinite(Called call) {
        return !call.seen().equals(Seen.UNKNOWN) && !call.seen().equals(Seen.NOT_TAKEN);
    }
}
