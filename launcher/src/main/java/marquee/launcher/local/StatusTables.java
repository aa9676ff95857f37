package marquee.launcher.local;

import static marquee.launcher.local.ClusterStatus.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Streams;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;
import marquee.client.Table;

/// How a cluster is, in tables for people.
public record StatusTables(ClusterStatus status) {
    private static final int DIGEST_SHOWN = 12;
    private static final long MILLIS = 1_000;
    private static final int REPLACEMENTS_SHOWN = 10;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    /// The lines to show to a person.
    public ImmutableList<String> lines() {
        return ImmutableList.<String>builder().addAll(tables()).add("", status.verdict()).build();
    }

    /// The same lines without the verdict on the digests.
    public ImmutableList<String> tables() {
        var lines = ImmutableList.<String>builder();
        var json = status.json();
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
        if (!status.replacements().isEmpty()) {
            lines.add("").addAll(replacementTable().lines());
        }
        return lines.build();
    }

    private String managers() {
        var managers = status.json().path("managers");
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
        var all = status.replacements();
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
        for (var slot : status.slots()) {
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
        for (var frontEnd : status.json().path("frontends")) {
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
}
