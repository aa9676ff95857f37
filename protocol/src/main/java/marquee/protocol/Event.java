package marquee.protocol;

/// What can happen to a [Role].
///
/// @param <M> the sealed family of messages that the role receives
/// @param <L> the role's own events
public sealed interface Event<M extends Message, L> {
    /// The role's process runs; always the first event, and never a second one.
    record Started<M extends Message, L>() implements Event<M, L> {}

    /// The link with `peer` is up: from here on its messages come in the order it sent them. Comes
    /// again for each new life of the same node; what was sent to an earlier life and not yet
    /// received is lost, and so is what that life had sent and was not yet delivered.
    record Connected<M extends Message, L>(Peer peer) implements Event<M, L> {}

    /// Nothing has been heard of `peer` for the link's patience; messages to it are dropped until
    /// it is connected again.
    record Disconnected<M extends Message, L>(Peer peer) implements Event<M, L> {}

    /// `from` sent `message`.
    record Received<M extends Message, L>(Peer from, M message) implements Event<M, L> {}

    /// A timer that the role had started has run out.
    record Expired<M extends Message, L>(Expiry expiry) implements Event<M, L> {}

    /// The role's own process hands over `event`.
    record Submitted<M extends Message, L>(L event) implements Event<M, L> {}
}
