package marquee.transport;

import com.google.common.base.Splitter;
import com.google.common.primitives.Ints;
import marquee.protocol.NodeId;
import org.jspecify.annotations.Nullable;

/// The key of a node's link with one life of one peer, in the form in which it is handed over: the
/// line `key R2 1 0f…`.
public record PeerKey(NodeId peer, int incarnation, LinkKey key) {
    private static final String WORD = "key";
    private static final int WORDS = 4;

    /// The line that hands the key over; never for a log.
    public String line() {
        return String.join(" ", WORD, peer.toString(), "" + incarnation, key.toHex());
    }

    /// The key that `line` hands over, or null where it is no such line.
    public static @Nullable PeerKey parse(String line) {
        var words = Splitter.on(' ').splitToList(line);
        if (words.size() != WORDS || !words.getFirst().equals(WORD)) {
            return null;
        }
        var peer = NodeId.parse(words.get(1));
        var incarnation = Ints.tryParse(words.get(2));
        var key = LinkKey.parse(words.get(3));
        if (peer == null || incarnation == null || key == null) {
            return null;
        }
        boolean possible = incarnation >= 0 && incarnation <= NodeSettings.INCARNATION_MAX;
        return possible ? new PeerKey(peer, incarnation, key) : null;
    }
}
