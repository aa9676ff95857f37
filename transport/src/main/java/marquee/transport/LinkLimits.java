package marquee.transport;

import com.google.common.base.Preconditions;
import marquee.protocol.MessageCodec;

/// Every budget of a node's links. All nodes of a cluster have the same size of datagrams; the rest
/// may differ.
public record LinkLimits(Sizes sizes, Acks acks, Retransmission retransmission, Presence presence) {
    /// The most fragments of one message (rule P22).
    public static final int FRAGMENTS_MAX = 512;

    /// The largest datagram that can be asked for.
    public static final int DATAGRAM_MAX = 32 * 1024;

    /// The largest window, in datagrams: what the credit field can say.
    public static final int WINDOW_MAX = 0x4000;

    private static final int MICRO = 1_000;
    private static final int MILLI = 1_000_000;

    /// What a cluster runs with: datagrams that fit one Ethernet frame.
    public static final LinkLimits DEFAULT =
            new LinkLimits(
                    new Sizes(1_432, 256, 1024 * 1024, 8 * 1024 * 1024),
                    new Acks(2 * MILLI, 32, 2 * MILLI, 100 * MILLI),
                    new Retransmission(
                            20 * MILLI, 5 * MILLI, 1_000 * MILLI, 500 * MICRO, 50 * MICRO, 256),
                    new Presence(500L * MILLI, 3_000L * MILLI, 10L * MILLI, 500L * MILLI));

    /// So small that a short simulation reaches each of them: two datagrams in flight, and
    /// fragments of some 50 bytes, hence messages of at most some 25 KB.
    public static final LinkLimits TINY =
            new LinkLimits(
                    new Sizes(Header.SIZE + 64, 2, 4 * 1024, 1024 * 1024),
                    new Acks(2 * MILLI, 2, 2 * MILLI, 100 * MILLI),
                    new Retransmission(
                            20 * MILLI, 5 * MILLI, 1_000 * MILLI, 500 * MICRO, 50 * MICRO, 4),
                    DEFAULT.presence);

    /// How much of everything.
    ///
    /// @param datagramBytes the largest datagram sent or taken, headers of UDP and IP not counted
    /// @param windowDatagrams how many numbered datagrams may be unacknowledged, and how many ahead
    ///   of the next one are kept until their turn
    /// @param windowBytes how many bytes of them may be unacknowledged
    /// @param sendQueueBytes what one link may hold, unacknowledged and unsent, before it is reset
    public record Sizes(
            int datagramBytes, int windowDatagrams, int windowBytes, int sendQueueBytes) {
        public Sizes {
            Preconditions.checkArgument(
                    datagramBytes > Header.SIZE + Body.FRAGMENT_OVERHEAD
                            && datagramBytes <= DATAGRAM_MAX,
                    "datagrams of %s bytes",
                    datagramBytes);
            Preconditions.checkArgument(
                    windowDatagrams > 0 && windowDatagrams <= WINDOW_MAX,
                    "a window of %s datagrams",
                    windowDatagrams);
            Preconditions.checkArgument(
                    windowBytes >= datagramBytes, "a window of %s", windowBytes);
            Preconditions.checkArgument(
                    sendQueueBytes >= datagramBytes, "a send queue of %s", sendQueueBytes);
        }
    }

    /// When acknowledgements are sent (rule P16); durations in nanoseconds.
    ///
    /// @param delay the longest that a datagram waits for its acknowledgement
    /// @param every how many datagrams are acknowledged at once even before that
    /// @param gapRepeat after how long an unfilled gap is reported again, doubling each time
    /// @param gapRepeatMax where the doubling ends
    public record Acks(int delay, int every, int gapRepeat, int gapRepeatMax) {}

    /// When and how often datagrams are sent again; durations in nanoseconds.
    ///
    /// @param initial the time-out before any round trip was measured
    /// @param min the shortest time-out, above the other side's delay of acknowledgements
    /// @param max the longest time-out, backed off
    /// @param late by how much an acknowledgement is late before a probe asks for it
    /// @param spacing the budget: one retransmission a `spacing`, in the long run
    /// @param burst how many retransmissions the budget saves up at most
    public record Retransmission(int initial, int min, int max, int late, int spacing, int burst) {}

    /// How a peer is found and missed; durations in nanoseconds.
    ///
    /// @param keepAlive the longest silence towards a connected peer
    /// @param patience after how much silence of its own a peer counts as disconnected
    /// @param hello after how long the first hello is repeated, doubling each time
    /// @param helloMax where the doubling ends
    public record Presence(long keepAlive, long patience, long hello, long helloMax) {}

    /// The same limits with datagrams of at most `bytes`.
    ///
    /// @throws IllegalArgumentException if that is below the smallest or above [#DATAGRAM_MAX]
    public LinkLimits withDatagramBytes(int bytes) {
        var changed =
                new Sizes(
                        bytes,
                        sizes.windowDatagrams,
                        Math.max(sizes.windowBytes, bytes),
                        Math.max(sizes.sendQueueBytes, bytes));
        return new LinkLimits(changed, acks, retransmission, presence);
    }

    /// The most bytes of one message with these limits.
    public int messageBytes() {
        long fragments = (long) FRAGMENTS_MAX * fragmentBytes();
        return (int) Math.min(Math.min(MessageCodec.BYTES_MAX, fragments), sizes.sendQueueBytes);
    }

    /// The bytes of a message that one fragment carries.
    int fragmentBytes() {
        return sizes.datagramBytes - Header.SIZE - Body.FRAGMENT_OVERHEAD;
    }
}
