package marquee.frontend.process.watch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import marquee.config.process.Topic;
import marquee.frontend.Incident;
import marquee.protocol.NodeId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the front end has noticed, for people: one row for each kind and slot, the latest last, so
/// that a replica that always lies fills no memory. The log tells of the first, second, fourth,
/// eighth … of a row. Thread-safe.
final class Incidents {
    private static final Logger LOG = LoggerFactory.getLogger(Incidents.class);

    private final Map<Row, Count> rows = new LinkedHashMap<>();

    private record Row(Incident.Kind kind, int slot) {}

    private record Count(long times, long newest, Instant at) {}

    /// Takes in `incident`, and returns how many of its kind and slot there were.
    synchronized long add(Incident incident) {
        var row = new Row(incident.kind(), incident.slot());
        var earlier = rows.remove(row);
        long times = earlier == null ? 1 : earlier.times() + 1;
        rows.put(row, new Count(times, incident.number(), Instant.now()));
        if (Long.bitCount(times) == 1) {
            topic(incident)
                    .tell(() ->
                            LOG.warn(
                                    "{} {} at #{} ({} times)",
                                    incident.kind(),
                                    slot(row),
                                    incident.number(),
                                    times));
        }
        return times;
    }

    private static Topic topic(Incident incident) {
        return incident.slot() == 0
                ? Topic.atNumber(incident.number())
                : Topic.of(NodeId.replica(incident.slot())).at(incident.number());
    }

    /// Adds the rows to `events`.
    synchronized void addTo(ArrayNode events) {
        rows.forEach((row, count) ->
                events.addObject()
                        .put("at", count.at().toString())
                        .put("kind", row.kind().name())
                        .put("slot", slot(row))
                        .put("number", count.newest())
                        .put("times", count.times()));
    }

    private static String slot(Row row) {
        return row.slot() == 0 ? "" : NodeId.replica(row.slot()).toString();
    }
}
