package marquee.launcher.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Streams;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;
import marquee.client.Table;

/// What a front end says of its cluster (`GET /v1/cluster`), as docs/operations.md describes it.
public record ClusterStatus(JsonNode json) {
    private static final int DIGEST_SHOWN = 12;
    private static final long MILLIS = 1_000;
    private static final int REPLACEMENTS_SHOWN = 10;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

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

    /// The lines to show to a person.
    public ImmutableList<String> lines() {
        return ImmutableList.<String>builder().addAll(tables()).add("", verdict()).build();
    }

    /// The same lines without the verdict on the digests.
    public ImmutableList<String> tables() {
        var lines = ImmutableList.<String>builder();
        var sequencer = json.path("sequencer");
        lines.add(
                "mode %s, view %s; the sequencer gives number %s next, in its epoch %s"
                        .formatted(
                                text(json, "mode"),
                                text(json.path("view"), "number"),
                                text(sequencer, "next"),
                                text(sequencer, "epoch")));
        lines.add("").addAll(slotTable().lines());
        lines.add("").addAll(frontEndTable().lines());
        if (!json.path("managers").isEmpty()) {
            lines.add("", managers());
        }
        if (!replacements().isEmpty()) {
            lines.add("").addAll(replacementTable().lines());
        }
        return lines.build();
    }

    private String managers() {
        var managers = json.path("managers");
        var gone =
                Streams.stream(managers)
                        .filter(manager -> !manager.path("alive").asBoolean())
                        .map(manager -> text(manager, "id"))
                        .collect(Collectors.joining(", "));
        return "%d replica managers, %s"
                .formatted(managers.size(), gone.isEmpty() ? "all alive" : "not alive: " + gone);
    }

    private Table replacementTable() {
        var table =
                new Table(
                        "REPLACED",
                        "LIFE",
                        "BECAUSE IT",
                        "IT IS NOW",
                        "VOTES OF",
                        "AT",
                        "ORDERED S",
                        "VOTES S");
        var all = replacements();
        for (var each : all.subList(Math.max(0, all.size() - REPLACEMENTS_SHOWN), all.size())) {
            table.row(
                    each.slot(),
                    each.incarnation(),
                    each.because(),
                    each.implementation(),
                    each.votes().isEmpty() ? "-" : String.join(" ", each.votes()),
                    TIME.format(each.ordered().atZone(ZoneId.systemDefault())),
                    each.after(each.ordered()),
                    each.active()
                            .map(each::after)
                            .orElse(each.failed().isPresent() ? "never" : "-"));
        }
        return table;
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

    private Table slotTable() {
        var table =
                new Table(
                        "SLOT",
                        "LIFE",
                        "IMPLEMENTATION",
                        "STATE",
                        "EXECUTED",
                        "DIGEST",
                        "AT",
                        "PID",
                        "FAULT");
        for (var slot : slots()) {
            var digest = text(slot, "digest");
            table.row(
                    text(slot, "slot"),
                    text(slot, "incarnation"),
                    text(slot, "implementation"),
                    state(slot),
                    text(slot, "executed"),
                    slot.path("digestAt").asLong() == 0
                            ? "-"
                            : digest.substring(0, Math.min(digest.length(), DIGEST_SHOWN)),
                    text(slot, "digestAt"),
                    text(slot, "pid"),
                    text(slot, "fault").isEmpty() ? "-" : text(slot, "fault"));
        }
        return table;
    }

    private Table frontEndTable() {
        var table = new Table("FRONT END", "URL", "ANSWERED", "PENDING");
        for (var frontEnd : json.path("frontends")) {
            table.row(
                    text(frontEnd, "id"),
                    text(frontEnd, "url"),
                    text(frontEnd, "answered"),
                    text(frontEnd, "pending"));
        }
        return table;
    }

    /// The state, and where nothing is heard of a slot that ought to be, since when.
    private static String state(JsonNode slot) {
        long silent = slot.path("silentMillis").asLong();
        var state = text(slot, "state");
        return silent > 0 && !state.equals("GONE")
                ? "%s, silent %d s".formatted(state, silent / MILLIS)
                : state;
    }

    private static boolean isActive(JsonNode slot) {
        return text(slot, "state").equals("ACTIVE");
    }

    private JsonNode slots() {
        return json.path("view").path("slots");
    }

    private static String text(JsonNode json, String field) {
        return json.path(field).isNull() ? "" : json.path(field).asText();
    }
}
