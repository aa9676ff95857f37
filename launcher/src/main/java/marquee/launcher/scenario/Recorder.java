package marquee.launcher.scenario;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import marquee.applications.booking.BookingOperation;
import marquee.applications.booking.EarlyChecks;
import marquee.launcher.scenario.History.Called;
import marquee.launcher.scenario.History.Event;

/// Takes note of what customers did and saw. What is asked for again with the same key is the same
/// request, which takes effect once: one call of the history. Safe for use by several threads.
public final class Recorder {
    private final Map<Object, Event> events = new LinkedHashMap<>();
    private final List<Made> made = new ArrayList<>();

    /// A call that was made, with what came of it.
    ///
    /// @param key under which it was made
    /// @param ended `Long.MAX_VALUE` if nothing definite was heard
    /// @param seen what the customer saw, definite or not
    public record Made(Step.Call call, String key, long begun, long ended, String seen) {
        /// The same on a clock that began at `origin`.
        public Made since(long origin) {
            long end = ended == Long.MAX_VALUE ? ended : ended - origin;
            return new Made(call, key, begun - origin, end, seen);
        }

        /// Who called, and for whom if for another.
        public String who() {
            return call.user().equals(call.customer())
                    ? call.user()
                    : call.user() + " for " + call.customer();
        }

        /// What was called, as scenarios spell it.
        public String what() {
            return (call.operation().word() + " " + String.join(" ", call.arguments())).strip();
        }

        /// Whether what was seen fails the scenario; what comes from no line of it fails nothing.
        public boolean isWrong() {
            return call.line() > 0 && !call.allows(seen);
        }

        /// What had to be seen, as scenarios spell it; empty for anything.
        public String expected() {
            return String.join(" | ", call.expected());
        }
    }

    /// What makes two calls with a key the same request, however they are spelled; the operation
    /// says who asks.
    private record Request(String key, BookingOperation operation) {
        static Request of(String key, Called call) {
            return new Request(key, Asked.of(call));
        }

        /// Whether `other` can be refused since this one has named the key. What a front end
        /// refuses by itself names none.
        boolean isRivalOf(Request other) {
            return key.equals(other.key)
                    && operation.actor().equals(other.operation.actor())
                    && !operation.equals(other.operation)
                    && EarlyChecks.refusal(operation) == null;
        }
    }

    /// Takes note of something that happens once.
    public synchronized void note(Event event) {
        events.put(new Object(), event);
    }

    /// Takes note of a call, and of what came of it. In the history, one of which nothing definite
    /// was heard has an unknown outcome, whatever its customer saw.
    public synchronized void note(Made call) {
        made.add(call);
        var asked = call.call();
        boolean definite = call.ended() != Long.MAX_VALUE;
        note(
                call.key(),
                new Called(
                        call.begun(),
                        call.ended(),
                        asked.user(),
                        asked.customer(),
                        asked.operation(),
                        asked.arguments(),
                        definite ? call.seen() : Seen.UNKNOWN));
    }

    /// All calls that were made and have ended, by when they began.
    public synchronized ImmutableList<Made> made() {
        return ImmutableList.sortedCopyOf(Comparator.comparingLong(Made::begun), made);
    }

    /// Takes note of a call under `key`, which a call that changes nothing does not send.
    public synchronized void note(String key, Called call) {
        if (call.operation().mutates()) {
            events.merge(
                    Request.of(key, call),
                    call,
                    (first, again) -> merged((Called) first, (Called) again));
        } else {
            note(call);
        }
    }

    /// All that was noted, in the order of its first note.
    public synchronized ImmutableList<Event> events() {
        return events.entrySet().stream()
                .map(each ->
                        each.getKey() instanceof Request request
                                ? checked(request, (Called) each.getValue())
                                : each.getValue())
                .collect(ImmutableList.toImmutableList());
    }

    /// That a key was reused is an answer that no server gives unless another request named it.
    private Called checked(Request request, Called call) {
        return !call.seen().equals(Seen.KEY_REUSED) || isReused(request, call)
                ? call
                : merged(call, call, call.ended(), call.seen() + ", of a key that named no other");
    }

    private boolean isReused(Request request, Called call) {
        return events.entrySet().stream()
                .anyMatch(each ->
                        each.getKey() instanceof Request other
                                && other.isRivalOf(request)
                                && each.getValue().begun() <= call.ended()
                                && !((Called) each.getValue()).seen().equals(Seen.KEY_REUSED));
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
