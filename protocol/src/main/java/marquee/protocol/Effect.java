package marquee.protocol;

import com.google.common.collect.ImmutableList;

/// What a [Role] asks of whoever runs it.
public sealed interface Effect {
    /// Deliver `message` to `to` reliably, and after every earlier message to `to`. While `to` is
    /// not connected the message is dropped and counted: a role greets a peer when it hears
    /// [Event.Connected].
    record Send(NodeId to, Message message) implements Effect {}

    /// Deliver `message` to each of `to`, as [Send] would; it is encoded once for all.
    record Multicast(ImmutableList<NodeId> to, Message message) implements Effect {}

    /// Hand `expiry` back once `afterNanos` have passed. There is one timer a purpose: starting an
    /// equal expiry again moves it.
    record StartTimer(Expiry expiry, long afterNanos) implements Effect {}

    /// From now on `node` is in its life `incarnation`, which runs beside `host`: what is sent to
    /// it goes there, and whatever an earlier one still sends is dropped (rule P35). Nothing
    /// happens if a later one is expected already.
    record Expect(NodeId node, int incarnation, NodeId host) implements Effect {}

    /// An effect that only the role's own process can perform, such as answering an HTTP request.
    non-sealed interface Local extends Effect {}
}
