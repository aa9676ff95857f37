package marquee.replicas.host.state;

/// Told of each change of the [ReplyTable].
interface ReplyChanges {
    /// `reply` is in the table from now on.
    void kept(KeptReply reply);

    /// `reply` is about to leave the table, and still is in its place.
    void dropped(KeptReply reply);
}
