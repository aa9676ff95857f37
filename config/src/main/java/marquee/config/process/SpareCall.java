package marquee.config.process;

import com.google.common.base.Splitter;
import com.google.common.primitives.Ints;
import marquee.protocol.NodeId;
import org.jspecify.annotations.Nullable;

/// The line by which a manager tells a spare process who it is from now on: `be R2 3 RM2 sql`.
///
/// @param replica whose slot it fills
/// @param incarnation which life of the slot it is
/// @param host the manager
/// @param implementation what it runs
public record SpareCall(NodeId replica, int incarnation, NodeId host, String implementation) {
    /// The line by which a spare process says that it can be called.
    public static final String AT_HAND = "SPARE";

    private static final String WORD = "be";
    private static final int WORDS = 5;

    /// The line itself.
    public String line() {
        return "%s %s %d %s %s".formatted(WORD, replica, incarnation, host, implementation);
    }

    /// The call that `line` is, or null where it is none.
    public static @Nullable SpareCall parse(String line) {
        var words = Splitter.on(' ').splitToList(line);
        if (words.size() != WORDS || !words.getFirst().equals(WORD)) {
            return null;
        }
        var replica = NodeId.parse(words.get(1));
        var incarnation = Ints.tryParse(words.get(2));
        var host = NodeId.parse(words.get(3));
        if (replica == null || incarnation == null || incarnation < 0 || host == null) {
            return null;
        }
        return new SpareCall(replica, incarnation, host, words.get(4));
    }
}
