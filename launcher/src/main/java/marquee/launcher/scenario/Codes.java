package marquee.launcher.scenario;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSetMultimap;
import java.util.Arrays;
import java.util.stream.Collectors;
import marquee.applications.booking.RefusalCode;
import marquee.client.Operation;

/// Which codes a customer can see (docs/domain.md, replies).
final class Codes {
    private static final ImmutableSetMultimap<Operation, String> SUCCESSES =
            ImmutableSetMultimap.<Operation, String>builder()
                    .putAll(Operation.ADD, "ADDED", "UPDATED")
                    .put(Operation.REMOVE, "REMOVED")
                    .put(Operation.LIST, "LISTED")
                    .put(Operation.BOOK, "BOOKED")
                    .put(Operation.SCHEDULE, "SCHEDULE")
                    .put(Operation.CANCEL, "CANCELLED")
                    .put(Operation.EXCHANGE, "EXCHANGED")
                    .build();

    private static final ImmutableSet<String> OTHERS =
            ImmutableSet.<String>builder()
                    .addAll(
                            Arrays.stream(RefusalCode.values())
                                    .map(RefusalCode::name)
                                    .collect(Collectors.toList()))
                    .add(Seen.KEY_REUSED, Seen.UNKNOWN, Seen.NOT_TAKEN)
                    .build();

    private Codes() {}

    /// Checks that `code` is one that a call of `operation` can be answered.
    static void check(Operation operation, String code) throws Mistake {
        if (!SUCCESSES.containsEntry(operation, code) && !OTHERS.contains(code)) {
            throw Mistake.of(
                    code,
                    "%s, or a refusal of docs/domain.md for %s"
                            .formatted(
                                    String.join(", ", SUCCESSES.get(operation)), operation.word()));
        }
    }
}
