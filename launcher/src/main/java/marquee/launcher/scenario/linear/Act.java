package marquee.launcher.scenario.linear;

import com.google.common.base.Preconditions;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSet;
import java.util.Arrays;
import marquee.applications.booking.BookingOperation;
import marquee.applications.booking.EarlyChecks;
import marquee.applications.booking.RefusalCode;
import marquee.launcher.scenario.Asked;
import marquee.launcher.scenario.History.Called;
import marquee.launcher.scenario.History.DateMoved;
import marquee.launcher.scenario.History.Event;
import marquee.launcher.scenario.Seen;
import org.jspecify.annotations.Nullable;

/// What takes effect at one moment between its beginning and its end, once.
///
/// @param event what it is of
/// @param operation what it does; null for a move of the business date
/// @param ended `Long.MAX_VALUE` if it may take effect at any later time
/// @param must whether it took effect, so far as is known; else it may have, or not
/// @param seen what it was answered; null if that is not known, or is nothing
record Act(
        Event event,
        @Nullable BookingOperation operation,
        long ended,
        boolean must,
        @Nullable String seen) {
    static final long NEVER = Long.MAX_VALUE;

    /// What is seen of a call that had no effect, for reasons that the domain does not know.
    private static final ImmutableSet<String> OUTSIDE =
            ImmutableSet.of(Seen.NOT_TAKEN, Seen.KEY_REUSED);

    private static final ImmutableSet<String> REFUSALS =
            Arrays.stream(RefusalCode.values())
                    .map(RefusalCode::name)
                    .collect(ImmutableSet.toImmutableSet());

    /// What an act is answered, and the world after it.
    record Turn(String seen, World world) {}

    /// The act that `event` is; null if it can have had no effect and has no answer.
    static @Nullable Act of(Event event) {
        Preconditions.checkArgument(event.begun() <= event.ended(), "ends first: %s", event);
        return switch (event) {
            case DateMoved moved ->
                    new Act(
                            moved,
                            null,
                            moved.known() ? moved.ended() : NEVER,
                            moved.known(),
                            null);
            case Called call -> of(call);
        };
    }

    private static @Nullable Act of(Called call) {
        if (OUTSIDE.contains(call.seen())) {
            return null;
        }
        var operation = Asked.of(call);
        if (!call.seen().equals(Seen.UNKNOWN)) {
            return new Act(call, operation, call.ended(), true, call.seen());
        }
        return operation.mutates() && EarlyChecks.refusal(operation) == null
                ? new Act(call, operation, NEVER, false, null)
                : null;
    }

    long begun() {
        return event.begun();
    }

    /// The same if nothing were known of what came of it.
    Act unsure() {
        return new Act(event, operation, ended, false, null);
    }

    /// Whether it can change anything; what was refused did not.
    boolean writes() {
        if (operation == null) {
            return true;
        }
        return operation.mutates() && (seen == null || !REFUSALS.contains(code(seen)));
    }

    private static String code(String seen) {
        return Splitter.on(' ').split(seen).iterator().next();
    }

    /// Lets it take effect in `world`.
    Turn take(World world) {
        if (operation == null) {
            return new Turn("", world.on(((DateMoved) event).to()));
        }
        var turn = Rules.turn(world, operation);
        return new Turn(Seen.of(turn.result()), turn.world());
    }

    /// Whether it could have been answered so.
    boolean agrees(String answer) {
        return seen == null || seen.equals(answer);
    }
}
