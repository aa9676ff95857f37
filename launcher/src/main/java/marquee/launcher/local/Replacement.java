package marquee.launcher.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.base.Enums;
import com.google.common.collect.ImmutableList;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import marquee.protocol.replication.Cause;

/// A replacement as a front end tells of it; docs/http-api.md has the fields.
///
/// @param incarnation the life of the slot that takes over
/// @param reason why the one before went
/// @param votes the managers that decided
/// @param suspected when the order first told of what led to it
/// @param ordered when it was decided
/// @param begun when the new process was heard of, if it was
/// @param active when it came to vote, if it did
/// @param failed when it was given up before it did, if it was
public record Replacement(
        String slot,
        int incarnation,
        String implementation,
        String reason,
        ImmutableList<String> votes,
        Instant suspected,
        Instant ordered,
        Optional<Instant> begun,
        Optional<Instant> active,
        Optional<Instant> failed) {
    private static final double MILLIS = 1_000;

    static Replacement of(JsonNode json) {
        var votes = ImmutableList.<String>builder();
        json.path("votes").forEach(vote -> votes.add(vote.asText()));
        var ordered = time(json, "ordered").orElse(Instant.EPOCH);
        return new Replacement(
                json.path("slot").asText(),
                json.path("incarnation").asInt(),
                json.path("implementation").asText(),
                json.path("reason").asText(),
                ImmutableList.sortedCopyOf(votes.build()),
                time(json, "suspected").orElse(ordered),
                ordered,
                time(json, "begun"),
                time(json, "active"),
                time(json, "failed"));
    }

    /// The incarnation that takes over, by a name of its own.
    public String life() {
        return life(slot, incarnation);
    }

    /// An incarnation of `slot`, by a name of its own.
    public static String life(String slot, int incarnation) {
        return slot + "." + incarnation;
    }

    /// Whether the one before is held to have answered incorrectly.
    public boolean isConviction() {
        return cause().map(Cause::isConviction).orElse(false);
    }

    /// Why, in words; a reason that is not known here as it is.
    public String because() {
        return reason.equals(marquee.frontend.Replacement.JOIN_FAILED)
                ? "did not get there"
                : cause().map(Replacement::words).orElse(reason);
    }

    private Optional<Cause> cause() {
        return Enums.getIfPresent(Cause.class, reason).toJavaUtil();
    }

    private static String words(Cause cause) {
        return switch (cause) {
            case STRUCK_OUT -> "lied three times";
            case ROTTEN_STATE -> "had another state";
            case CRASHED -> "crashed or hung";
            case UNRESPONSIVE -> "kept replies back";
            case HOME -> "was not on its own host";
            case LAGGING -> "was too far behind";
        };
    }

    /// How long after the first suspicion `then` was, in seconds, as text.
    public String after(Instant then) {
        return String.format(
                Locale.ROOT, "%.2f", Duration.between(suspected, then).toMillis() / MILLIS);
    }

    private static Optional<Instant> time(JsonNode json, String field) {
        return Optional.of(json.path(field))
                .filter(JsonNode::isTextual)
                .map(text -> Instant.parse(text.asText()));
    }
}
