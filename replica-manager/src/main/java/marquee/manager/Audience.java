package marquee.manager;

import com.google.common.collect.ImmutableSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import marquee.protocol.Effect;
import marquee.protocol.NodeId;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd;

/// The front ends at which somebody watches. They overhear what their manager finds and thinks; as
/// long as nobody watches nothing is sent. Times are monotonic nanoseconds.
final class Audience {
    /// A front end says so once a second; on a machine with too much to do it may be late.
    static final long PATIENCE_NANOS = 10_000_000_000L;

    private final ImmutableSet<NodeId> frontEnds;
    private final Map<NodeId, Long> heardAt = new LinkedHashMap<>();

    Audience(Iterable<NodeId> frontEnds) {
        this.frontEnds = ImmutableSet.copyOf(frontEnds);
    }

    /// Somebody watches at `node`, if that is a front end.
    void watches(long now, NodeId node) {
        if (frontEnds.contains(node)) {
            heardAt.put(node, now);
        }
    }

    /// Lets those who watch now overhear `what`.
    void tell(long now, ToFrontEnd.Overheard what, Consumer<? super Effect> effects) {
        heardAt.values().removeIf(at -> now - at > PATIENCE_NANOS);
        for (var frontEnd : heardAt.keySet()) {
            effects.accept(new Effect.Send(frontEnd, what));
        }
    }
}
