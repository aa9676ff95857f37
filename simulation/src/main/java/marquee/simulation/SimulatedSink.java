package marquee.simulation;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import marquee.protocol.NodeId;
import marquee.transport.DatagramSink;

/// Sends what one life of a process sends to where each node is as far as that life knows. Each
/// datagram is an effect, at which the process may die.
final class SimulatedSink implements DatagramSink {
    private final SimulatedNetwork network;
    private final Onlooker.Who who;
    private final Mortality mortality;
    private final int bytesMax;
    private final Map<NodeId, Integer> incarnations = new HashMap<>();

    /// @param who sends
    /// @param bytesMax the most bytes of a datagram
    SimulatedSink(SimulatedNetwork network, Onlooker.Who who, Mortality mortality, int bytesMax) {
        this.network = network;
        this.who = who;
        this.mortality = mortality;
        this.bytesMax = bytesMax;
    }

    @Override
    public void send(NodeId to, byte[] buffer, int length) {
        if (length > bytesMax) {
            throw new Violation("I13", who.node() + " sends a datagram of " + length);
        }
        mortality.effect();
        network.send(who, target(to), Arrays.copyOf(buffer, length));
    }

    @Override
    public void lost(NodeId to, byte[] buffer, int length) {
        network.lost(who, target(to), Arrays.copyOf(buffer, length));
    }

    @Override
    public void moved(NodeId node, int incarnation, NodeId host) {
        incarnations.put(node, incarnation);
    }

    private Onlooker.Who target(NodeId to) {
        return new Onlooker.Who(to, incarnations.getOrDefault(to, 0));
    }
}
