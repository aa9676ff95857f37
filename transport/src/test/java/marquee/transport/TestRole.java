package marquee.transport;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import marquee.protocol.Effect;
import marquee.protocol.Event;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.Role;

/// Does what it is submitted, and remembers everything else. Each connection and disconnection
/// begins a new list of what was received.
final class TestRole implements Role<TestMessage, Effect> {
    final List<Peer> connected = new ArrayList<>();
    final List<Peer> disconnected = new ArrayList<>();
    final List<TestMessage> received = new ArrayList<>();
    final List<NodeId> senders = new ArrayList<>();
    final List<Object> expired = new ArrayList<>();

    @Override
    public void on(long now, Event<TestMessage, Effect> event, Consumer<? super Effect> effects) {
        switch (event) {
            case Event.Started<TestMessage, Effect>() -> {}
            case Event.Connected<TestMessage, Effect>(var peer) -> {
                connected.add(peer);
                received.clear();
            }
            case Event.Disconnected<TestMessage, Effect>(var peer) -> disconnected.add(peer);
            case Event.Received<TestMessage, Effect>(var from, var message) -> {
                senders.add(from.id());
                received.add(message);
            }
            case Event.Expired<TestMessage, Effect>(var expiry) -> expired.add(expiry);
            case Event.Submitted<TestMessage, Effect>(var effect) -> effects.accept(effect);
        }
    }

    List<Long> numbers() {
        return received.stream().map(TestMessage::number).toList();
    }
}
