package marquee.launcher.bench;

import com.google.common.collect.ImmutableList;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import marquee.launcher.local.ClusterStatus;
import marquee.launcher.local.Replacement;
import marquee.launcher.trouble.Trouble;

/// What has become of a group in a run, as far as the order tells.
///
/// @param troubles what was to happen in the run, and nothing else
/// @param before the group before the run
/// @param after the group once it was whole again
/// @param begun when the run began
/// @param lasted until its last request was answered
record Aftermath(
        ImmutableList<Trouble> troubles,
        ClusterStatus before,
        ClusterStatus after,
        Instant begun,
        Duration lasted) {
    /// Why the run measured something else than `troubles`; empty if it did not.
    Optional<String> flaw() {
        return before.slotNames().stream().flatMap(slot -> flaw(slot).stream()).findFirst();
    }

    private Optional<String> flaw(String slot) {
        boolean isStruck = troubles.stream().anyMatch(each -> each.slot().equals(slot));
        if (!isStruck) {
            return after.incarnation(slot) == before.incarnation(slot)
                    ? Optional.empty()
                    : Optional.of(slot + " was replaced though nothing was done to it");
        }
        boolean isWithin =
                replacements(slot)
                        .findFirst()
                        .filter(each -> !each.ordered().isBefore(begun)) // Doubts may be older.
                        .filter(each -> !each.suspected().isAfter(ended()))
                        .isPresent();
        return isWithin ? Optional.empty() : Optional.of(slot + " did not fail within the run");
    }

    /// Whether every slot that failed voted again before the run ended.
    boolean isHealed() {
        return troubles.stream()
                .map(Trouble::slot)
                .allMatch(slot ->
                        replacements(slot)
                                .flatMap(each -> each.active().stream())
                                .anyMatch(active -> !active.isAfter(ended())));
    }

    private Instant ended() {
        return begun.plus(lasted);
    }

    /// Those of `slot` since the run began; of several the first tells of the failure.
    private Stream<Replacement> replacements(String slot) {
        return after.replacements().stream()
                .filter(each -> each.slot().equals(slot))
                .filter(each -> each.incarnation() > before.incarnation(slot));
    }
}
