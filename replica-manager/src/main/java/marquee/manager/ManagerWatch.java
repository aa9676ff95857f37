package marquee.manager;

import com.google.common.collect.ImmutableList;
import java.util.LinkedHashMap;
import java.util.Map;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import org.jspecify.annotations.Nullable;

/// Tells which of the other managers are gone: those that are not heard. One that was dismissed and
/// then goes on in the same life was only slow, so it is given twice as long from then on, and half
/// of that again for each minute without such a mistake (the increasing time-out of Chandra and
/// Toueg's eventually perfect failure detector). Otherwise managers of a machine that has far too
/// much to do would dismiss each other again and again, and with each of them every replica that it
/// is to start. So it is with one that comes back once more and was not heard since it last did: it
/// reaches the sequencer, and not this manager. Times are monotonic nanoseconds.
final class ManagerWatch {
    /// A manager that was never dismissed by mistake is gone when it is not heard for so long.
    static final long PATIENCE_NANOS = 700_000_000;

    static final int DOUBLINGS_MAX = 3;

    /// After so long without another one, a mistake counts no longer.
    static final long FORGIVEN_NANOS = 60_000_000_000L;

    private static final class Known {
        private long heardAt;
        private @Nullable Peer life;
        private @Nullable Peer dismissed;

        /// Whether nothing has been heard since the order said that it is asked again.
        private boolean backUnheard;

        private int mistakes;
        private long mistakeAt;

        Known(long now) {
            this.heardAt = now;
        }
    }

    private final Map<NodeId, Known> others = new LinkedHashMap<>();

    /// Begins to wait for `managers`.
    void begin(long now, ImmutableList<NodeId> managers) {
        managers.forEach(manager -> others.put(manager, new Known(now)));
    }

    /// A datagram has come from `peer`, perhaps another manager.
    void hear(long now, Peer peer) {
        var known = others.get(peer.id());
        if (known != null) {
            known.heardAt = now;
            known.life = peer;
            known.backUnheard = false;
        }
    }

    /// The order says that `manager` is not asked any more.
    void gone(NodeId manager) {
        var known = others.get(manager);
        if (known != null) {
            known.dismissed = known.life;
        }
    }

    /// The order says that `manager` is asked again.
    void back(long now, NodeId manager) {
        var known = others.get(manager);
        if (known == null) {
            return;
        }
        boolean sameLife = known.dismissed != null && known.dismissed.equals(known.life);
        if (sameLife || known.backUnheard) {
            known.mistakes = Math.min(mistakes(now, known) + 1, DOUBLINGS_MAX);
            known.mistakeAt = now;
        }
        known.dismissed = null;
        known.backUnheard = true;
        known.heardAt = now;
    }

    /// Whether `manager` is another one and gone.
    boolean isGone(long now, NodeId manager) {
        var known = others.get(manager);
        return known != null && now - known.heardAt > PATIENCE_NANOS << mistakes(now, known);
    }

    /// Whether `manager` was heard since this one started.
    boolean hasMet(NodeId manager) {
        var known = others.get(manager);
        return known != null && known.life != null;
    }

    private static int mistakes(long now, Known known) {
        if (known.mistakes == 0) {
            return 0;
        }
        long forgiven = (now - known.mistakeAt) / FORGIVEN_NANOS;
        return (int) Math.max(0, known.mistakes - forgiven);
    }
}
