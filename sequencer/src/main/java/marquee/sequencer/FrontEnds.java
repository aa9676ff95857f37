package marquee.sequencer;

import com.google.common.collect.ImmutableList;
import java.util.LinkedHashMap;
import java.util.TreeMap;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;

/// The front ends that are connected, and how many keyed requests of each client are not settled:
/// no front end can count what comes through the others (rule P3).
final class FrontEnds {
    private final TreeMap<NodeId, Session> sessions = new TreeMap<>();
    private final LinkedHashMap<String, Integer> inFlight = new LinkedHashMap<>();
    private final SequencerLimits limits;
    private final Counters counters;
    private ImmutableList<NodeId> connected = ImmutableList.of();

    /// One life of a front end, and the client of each of its tickets that is not settled.
    private record Session(Peer life, LinkedHashMap<Long, String> unsettled) {}

    FrontEnds(SequencerLimits limits, Counters counters) {
        this.limits = limits;
        this.counters = counters;
    }

    /// The link with `life` is up. What an earlier life left unsettled no longer counts.
    void connected(Peer life) {
        disconnected(life.id());
        sessions.put(life.id(), new Session(life, new LinkedHashMap<>()));
        connected = ImmutableList.copyOf(sessions.keySet());
    }

    /// Nothing is heard of the front end; its requests no longer count.
    void disconnected(NodeId id) {
        var session = sessions.remove(id);
        if (session != null) {
            session.unsettled.values().forEach(this::release);
            connected = ImmutableList.copyOf(sessions.keySet());
        }
    }

    /// Whether `life` is the connected one of a front end.
    boolean knows(Peer life) {
        var session = sessions.get(life.id());
        return session != null && session.life.equals(life);
    }

    /// All that are connected, in order.
    ImmutableList<NodeId> connected() {
        return connected;
    }

    /// Whether `client` may have one more request under way.
    boolean admits(String client) {
        return inFlight.getOrDefault(client, 0) < limits.inFlightMax();
    }

    /// Whether the request `ticket` of `client` is under way, or may be one more.
    boolean admits(Peer life, long ticket, String client) {
        var session = sessions.get(life.id());
        return admits(client) || (session != null && session.unsettled.containsKey(ticket));
    }

    /// The request `ticket` of `client` is under way. At the limit the oldest one of its front end
    /// is taken as settled.
    void opened(Peer life, long ticket, String client) {
        var session = sessions.get(life.id());
        if (session == null || session.unsettled.putIfAbsent(ticket, client) != null) {
            return;
        }
        inFlight.merge(client, 1, Integer::sum);
        if (session.unsettled.size() > limits.unsettledMax()) {
            counters.add(Counter.UNSETTLED_FORGOTTEN);
            release(session.unsettled.pollFirstEntry().getValue());
        }
    }

    /// The request `ticket` is not under way any more; not an error if it never was.
    void settled(Peer life, long ticket) {
        var session = sessions.get(life.id());
        var client = session == null ? null : session.unsettled.remove(ticket);
        if (client != null) {
            release(client);
        }
    }

    private void release(String client) {
        inFlight.computeIfPresent(client, (name, count) -> count == 1 ? null : count - 1);
    }
}
