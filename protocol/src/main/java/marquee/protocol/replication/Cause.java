package marquee.protocol.replication;

/// Why an incarnation of a replica is replaced. The order is that of the wire form.
public enum Cause {
    /// Its replies to three consecutive requests were incorrect (rule P29).
    STRUCK_OUT,
    /// Its state differs from that of a quorum (rule P31).
    ROTTEN_STATE,
    /// It does not answer the probes of a majority of the managers, or its process has ended.
    CRASHED,
    /// It answers probes and withholds replies.
    UNRESPONSIVE,
    /// It runs away from home, and its own host is back.
    HOME,
    /// It is so far behind that the whole history would have to be kept for it (rule P20).
    LAGGING;

    /// Whether the incarnation has answered incorrectly, so that the same implementation would
    /// again (rule P30).
    public boolean isConviction() {
        return this == STRUCK_OUT || this == ROTTEN_STATE;
    }
}
