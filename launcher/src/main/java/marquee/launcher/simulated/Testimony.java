package marquee.launcher.simulated;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import marquee.protocol.replication.Outcome;
import marquee.protocol.replication.ReplicaId;

/// What replicas have replied to one life of a front end, whatever it makes of that.
final class Testimony {
    /// Of how many places of the order it is known; the oldest ones are forgotten.
    private static final int PLACES_MAX = 8_192;

    private final LinkedHashMap<Long, List<Said>> places = new LinkedHashMap<>();

    private record Said(ReplicaId by, Outcome outcome) {}

    /// Takes note that `replica` replied `outcome`.
    void heard(ReplicaId replica, Outcome outcome) {
        places.computeIfAbsent(outcome.number(), number -> new ArrayList<>())
                .add(new Said(replica, outcome));
        if (places.size() > PLACES_MAX) {
            places.pollFirstEntry();
        }
    }

    /// Whether `replica` replied `outcome`.
    boolean has(ReplicaId replica, Outcome outcome) {
        return places.getOrDefault(outcome.number(), List.of())
                .contains(new Said(replica, outcome));
    }
}
