package marquee.launcher.scenario.linear;

import com.google.common.collect.ImmutableList;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import marquee.applications.booking.BookingCodec;
import marquee.applications.booking.model.ReferenceModel;
import marquee.launcher.scenario.Asked;
import marquee.launcher.scenario.History;
import marquee.launcher.scenario.History.Called;
import marquee.launcher.scenario.History.DateMoved;
import marquee.launcher.scenario.History.Event;
import marquee.launcher.scenario.Seen;

/// The check as its definition says it: tries all orders, on the reference model. For histories of
/// a few events.
final class Permutations {
    private final History history;
    private final ImmutableList<Event> events;

    private final ImmutableList<Event> sure;

    private Permutations(History history, ImmutableList<Event> sure) {
        this.history = history;
        this.sure = sure;
        this.events =
                history.events().stream()
                        .filter(event -> !isCalled(event, Seen.NOT_TAKEN))
                        .collect(ImmutableList.toImmutableList());
    }

    /// Whether there is an order of `history`.
    static boolean haveOneOf(History history) {
        return haveOneOf(history, history.events());
    }

    /// Whether there is an order of `history` if it is not known of events other than `sure`
    /// whether they took effect, and with which answer.
    static boolean haveOneOf(History history, ImmutableList<Event> sure) {
        return new Permutations(history, sure).extend(new ArrayList<>());
    }

    private static boolean isCalled(Event event, String seen) {
        return event instanceof Called call && call.seen().equals(seen);
    }

    private boolean isUnsure(Event event) {
        return isUnending(event) || !sure.contains(event);
    }

    private static boolean isUnending(Event event) {
        return isCalled(event, Seen.UNKNOWN)
                || (event instanceof DateMoved moved && !moved.known());
    }

    /// Whether `order` or a longer one that begins with it explains the history.
    private boolean extend(List<Event> order) {
        var rest = new ArrayList<>(events);
        order.forEach(rest::remove);
        if (rest.stream().allMatch(this::isUnsure) && explains(order)) {
            return true;
        }
        for (var next : rest) {
            boolean tooLate = order.stream().anyMatch(other -> endsBefore(next, other));
            if (!tooLate && rest.stream().noneMatch(other -> mustPrecede(other, next))) {
                order.add(next);
                if (extend(order)) {
                    return true;
                }
                order.removeLast();
            }
        }
        return false;
    }

    private static boolean endsBefore(Event one, Event other) {
        return !isUnending(one) && one.ended() < other.begun();
    }

    private boolean mustPrecede(Event one, Event other) {
        return !isUnsure(one) && endsBefore(one, other);
    }

    private boolean explains(List<Event> order) {
        var model = new ReferenceModel();
        LocalDate today = history.first();
        for (var event : order) {
            switch (event) {
                case DateMoved moved -> today = moved.to().isAfter(today) ? moved.to() : today;
                case Called call -> {
                    if (!seen(model, today, call).equals(call.seen()) && !isUnsure(call)) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    static String seen(ReferenceModel model, LocalDate today, Called call) {
        var operation = BookingCodec.encode(Asked.of(call));
        var bytes = model.execute(today, operation, (key, before, after) -> {});
        var result = BookingCodec.decodeResult(bytes);
        return Seen.of(Objects.requireNonNull(result));
    }
}
