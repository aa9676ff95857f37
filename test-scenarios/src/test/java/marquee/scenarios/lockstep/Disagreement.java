package marquee.scenarios.lockstep;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.LinkedHashMultimap;
import com.google.common.collect.Sets;
import java.util.List;
import java.util.stream.Collectors;
import marquee.applications.StateMachine.StateRecord;
import marquee.applications.booking.CanonicalRecord;
import marquee.applications.booking.CanonicalRecord.OfBooking;
import marquee.applications.booking.CanonicalRecord.OfShow;

/// Not all say the same after a step.
///
/// @param dissenter the name of one that is not where the first is
/// @param said what was said, or is stored, a line for all that say the same
record Disagreement(String dissenter, ImmutableList<String> said) {
    private static final int RECORDS_SHOWN_MAX = 20;

    /// `dissenter`, one of `all`, is not where the first of them is.
    static Disagreement by(Contestant dissenter, List<Contestant> all) {
        var speakers = LinkedHashMultimap.<String, String>create();
        all.forEach(Contestant::read);
        var expected = all.getFirst().records();
        all.forEach(one -> speakers.put(words(one, expected), one.name()));
        return new Disagreement(
                dissenter.name(),
                speakers.asMap().entrySet().stream()
                        .map(line -> String.join(", ", line.getValue()) + ": " + line.getKey())
                        .collect(ImmutableList.toImmutableList()));
    }

    private static String words(Contestant one, ImmutableList<StateRecord> expected) {
        var words = new StringBuilder(one.answer());
        var records = one.records();
        if (!records.equals(expected)) {
            words.append(", stored are not ").append(words(expected, records));
            words.append(" but ").append(words(records, expected));
        }
        if (!one.isAsTold()) {
            words.append(", other changes were told of than are stored");
        }
        return words.toString();
    }

    /// The records of `these` that are not among `those`.
    private static String words(List<StateRecord> these, List<StateRecord> those) {
        return Sets.difference(ImmutableSet.copyOf(these), ImmutableSet.copyOf(those)).stream()
                .limit(RECORDS_SHOWN_MAX)
                .map(Disagreement::words)
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static String words(StateRecord bytes) {
        return switch (CanonicalRecord.decode(bytes)) {
            case OfShow(var show, int capacity) -> show + " " + capacity;
            case OfBooking(var show, var customer, int tickets) ->
                    customer + " " + show + " " + tickets;
            case null -> bytes.toString();
        };
    }
}
