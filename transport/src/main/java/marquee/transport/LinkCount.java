package marquee.transport;

import java.util.Locale;

/// What is counted for each link. Every datagram or message that is dropped counts under exactly
/// one of the reasons; [NodeCount] has those that cannot be laid at a link's door.
public enum LinkCount {
    /// 1 while the peer is connected, else 0; this and the next one fall too.
    UP,
    /// The bytes that the link holds until they are acknowledged, those not sent yet among them, as
    /// they were before it sent last.
    HELD_BYTES,
    /// How often the peer was connected.
    CONNECTED,
    /// How often the peer was disconnected.
    DISCONNECTED,
    /// Datagrams sent, and their bytes.
    SENT,
    SENT_BYTES,
    /// Datagrams received from the peer's life that is known, and their bytes.
    RECEIVED,
    RECEIVED_BYTES,
    /// Messages packed for the peer.
    MESSAGES_SENT,
    /// Messages handed to the role.
    MESSAGES_RECEIVED,
    /// Datagrams sent again, probes and time-outs among them.
    RETRANSMITTED,
    /// The last datagram sent again, because nothing followed it that could show its loss.
    PROBES,
    /// Retransmission time-outs.
    TIMEOUTS,
    /// How often a retransmission had to wait for its budget.
    BUDGET_WAITS,
    /// Datagrams that came before their turn and were kept.
    OUT_OF_ORDER,
    /// Drop: a numbered datagram that had come before, sent again.
    DUPLICATES,
    /// Drop: a packet number that was seen before, or is too old to tell (rule P45).
    REPLAYED,
    /// Drop: of an earlier life of the peer, or meant for one of this node (rule P35).
    WRONG_LIFE,
    /// Drop: of a life that was replaced (rule P35).
    FENCED,
    /// Drop: data of a peer that is not connected.
    NOT_CONNECTED,
    /// Drop: a numbered datagram beyond what the credit allowed.
    BEYOND_WINDOW,
    /// Acknowledgements of what was never sent, ignored (rule P18).
    BAD_ACKS,
    /// Drop: a body whose frames or fragments make no sense.
    MALFORMED,
    /// Drop: a message that the role's family does not have.
    UNREADABLE,
    /// Drop: a message for a peer that is not connected.
    UNSENT,
    /// Drop: a message for a peer whose send queue is full; its link is reset.
    QUEUE_FULL;

    /// Whether it shows how things are, and not how often something has happened.
    public boolean isLevel() {
        return this == UP || this == HELD_BYTES;
    }

    /// The name in lower case, as metrics have it.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
