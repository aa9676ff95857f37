package marquee.launcher.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import marquee.launcher.local.ClusterStatus;

/// What a front end says of a group of two.
final class Group {
    private Group() {}

    /// The group as a command sees it.
    static ClusterStatus status(String json) throws JsonProcessingException {
        return new ClusterStatus(new JsonMapper().readTree(json));
    }

    /// R1 and R2 vote, in these lives of theirs, after what was replaced.
    static String whole(int first, int second, String... replaced) {
        return of(slot("R1", first, 4711) + "," + slot("R2", second, 4712), replaced);
    }

    /// R1 votes, and nothing is known of its process.
    static String unknown() {
        return of(slot("R1", 0, 0));
    }

    /// A replacement of one who was suspected, and whose successor voted, at these times.
    static String replaced(
            String slot, int incarnation, String reason, Instant suspected, Instant active) {
        return replaced(slot, incarnation, reason, suspected, suspected, active);
    }

    static String replaced(
            String slot,
            int incarnation,
            String reason,
            Instant suspected,
            Instant ordered,
            Instant active) {
        return """
        {"kind":"REPLACED","slot":"%s","incarnation":%d,"implementation":"sql","reason":"%s",\
        "votes":["RM1"],"suspected":"%s","ordered":"%s","active":"%s"}\
        """
                .formatted(slot, incarnation, reason, suspected, ordered, active);
    }

    private static String of(String slots, String... replaced) {
        return "{\"view\":{\"slots\":[%s]},\"events\":[%s]}"
                .formatted(slots, String.join(",", replaced));
    }

    private static String slot(String slot, int incarnation, int pid) {
        return """
        {"slot":"%s","incarnation":%d,"implementation":"keyvalue","state":"ACTIVE",\
        "silentMillis":0,"pid":%d}\
        """
                .formatted(slot, incarnation, pid);
    }
}
