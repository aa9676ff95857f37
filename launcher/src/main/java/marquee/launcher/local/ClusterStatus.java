package marquee.launcher.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Streams;

/// What a front end says of its cluster (`GET /v1/cluster`), as docs/operations.md describes it.
public record ClusterStatus(JsonNode json) {
    /// How the digests of the active slots compare at the newest mark that all have reported.
    public enum Digests {
        EQUAL,
        DIFFERENT,
        /// Some active slot has not reported any.
        UNKNOWN
    }

    /// How the active slots' digests compare.
    public Digests digests() {
        var digests = ImmutableSet.<String>builder();
        var marks = ImmutableSet.<String>builder();
        for (var slot : slots()) {
            if (!isActive(slot)) {
                continue;
            }
            if (slot.path("digestAt").asLong() == 0) {
                return Digests.UNKNOWN;
            }
            digests.add(text(slot, "digest"));
            marks.add(text(slot, "digestAt"));
        }
        if (marks.build().size() != 1) {
            return Digests.UNKNOWN;
        }
        return digests.build().size() == 1 ? Digests.EQUAL : Digests.DIFFERENT;
    }

    /// How many slots vote.
    public int active() {
        return (int) Streams.stream(slots()).filter(ClusterStatus::isActive).count();
    }

    /// The mark at which the slots' digests were compared.
    public long digestsAt() {
        return Streams.stream(slots())
                .filter(ClusterStatus::isActive)
                .mapToLong(slot -> slot.path("digestAt").asLong())
                .min()
                .orElse(0);
    }

    /// The place that the next request will get.
    public long next() {
        return json.path("sequencer").path("next").asLong();
    }

    /// Whether there are slots, and every one votes and is heard of.
    public boolean isWhole() {
        return !slots().isEmpty()
                && Streams.stream(slots())
                        .allMatch(
                                slot -> isActive(slot) && slot.path("silentMillis").asLong() == 0);
    }

    /// Whether every slot votes, is heard of, and has said which process it is.
    public boolean isSettled() {
        return isWhole() && Streams.stream(slots()).allMatch(slot -> slot.path("pid").asLong() > 0);
    }

    /// The names of the slots.
    public ImmutableList<String> slotNames() {
        return Streams.stream(slots())
                .map(slot -> text(slot, "slot"))
                .collect(ImmutableList.toImmutableList());
    }

    /// The number of the process of `slot`.
    public long pid(String slot) {
        return slot(slot).path("pid").asLong();
    }

    /// Which life of `slot` it is in.
    public int incarnation(String slot) {
        return slot(slot).path("incarnation").asInt();
    }

    /// What `slot` runs.
    public String implementation(String slot) {
        return text(slot(slot), "implementation");
    }

    private JsonNode slot(String name) {
        return Streams.stream(slots())
                .filter(each -> text(each, "slot").equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no slot " + name));
    }

    /// The newest replacements, the latest last.
    public ImmutableList<Replacement> replacements() {
        return Streams.stream(json.path("events"))
                .filter(event -> text(event, "kind").equals("REPLACED"))
                .map(Replacement::of)
                .collect(ImmutableList.toImmutableList());
    }

    /// How the digests compare, in a sentence.
    public String verdict() {
        return switch (digests()) {
            case EQUAL ->
                    "the state digests of %d replicas are equal at number %d"
                            .formatted(active(), digestsAt());
            case DIFFERENT -> "the state digests differ at number " + digestsAt();
            case UNKNOWN -> "not all slots have reported the digest of one number";
        };
    }

    private static boolean isActive(JsonNode slot) {
        return text(slot, "state").equals("ACTIVE");
    }

    JsonNode slots() {
        return json.path("view").path("slots");
    }

    /// The text in `field` of `json`; empty for null.
    static String text(JsonNode json, String field) {
        return json.path(field).isNull() ? "" : json.path(field).asText();
    }
}
