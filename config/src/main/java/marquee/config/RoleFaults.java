package marquee.config;

import marquee.protocol.NodeId;
import marquee.protocol.replication.FaultOrder;
import marquee.transport.LinkFaults;

/// What one role is told to do wrong, by a `--fault` or while it runs: docs/operations.md has the
/// notation. Any role's links can be bad; only a replica answers incorrectly, late or not at all,
/// rots, hangs or crashes. Immutable.
///
/// @param text as written but for spaces, empty for no fault
/// @param silent whether replies are kept back, while probes are answered
/// @param slowMillis how late replies are, in milliseconds
/// @param rotten whether the state becomes another one, while replies stay right
/// @param hangs whether the execution loop stands still
/// @param crashAt the process ends once this entry is executed; 0 for at once, [#NEVER] for never
public record RoleFaults(
        String text,
        LinkFaults links,
        WrongReply wrongReply,
        boolean silent,
        long slowMillis,
        boolean rotten,
        boolean hangs,
        long crashAt) {
    /// A number that no entry has.
    public static final long NEVER = Long.MAX_VALUE;

    /// No fault at all.
    public static final RoleFaults NONE =
            new RoleFaults("", LinkFaults.NONE, WrongReply.NEVER, false, 0, false, false, NEVER);

    /// What is said instead of faults where there are to be none.
    public static final String CLEAR = "clear";

    /// The faults that only a replica can have, one example of each form.
    public static final String OF_REPLICAS =
            "wrong-reply, wrong-reply:3, wrong-reply:2/3, wrong-state, crash, crash@500, hang,"
                    + " silent, slow:200ms";

    /// The faults that any role's links can have, likewise. It is written for the help of an
    /// option, where a percent sign stands twice.
    public static final String OF_LINKS =
            "drop:10%%, duplicate:5%%, reorder:10%%, corrupt:5%%, delay:20ms";

    /// The most characters of faults.
    public static final int TEXT_MAX = FaultOrder.TEXT_MAX;

    /// The longest delay that can be asked for, in milliseconds.
    public static final long DELAY_MILLIS_MAX = 10_000;

    /// Which of a replica's replies are incorrect: of every `cycle` replies the first `count`, or,
    /// where `cycle` is 0, the next `count` and then no more.
    public record WrongReply(int count, int cycle) {
        /// None.
        public static final WrongReply NEVER = new WrongReply(0, 0);

        /// Every one.
        public static final WrongReply ALWAYS = new WrongReply(1, 1);
    }

    /// Reads faults joined by commas, or [#CLEAR].
    ///
    /// @throws ConfigException if one of them is not known or its number makes no sense
    public static RoleFaults parse(String text) throws ConfigException {
        return text.equals(CLEAR) ? NONE : FaultNotation.parse(text);
    }

    /// The same in the form in which a role is told, with the `seed` of what is left to chance.
    public FaultOrder order(long seed) {
        return new FaultOrder(text.isEmpty() ? CLEAR : text, seed);
    }

    /// Whether any of them is one that only a replica can have.
    public boolean ofReplica() {
        return !equals(
                new RoleFaults(text, links, WrongReply.NEVER, false, 0, false, false, NEVER));
    }

    /// Complains if the role of `node` cannot do all of this wrong.
    ///
    /// @throws ConfigException that names the role
    public void requireFor(NodeId node) throws ConfigException {
        if (ofReplica() && node.kind() != NodeId.Kind.REPLICA) {
            throw new ConfigException(
                    "fault '%s' of %s: only replicas reply and have state, expected %s"
                            .formatted(text, node, FaultNotation.OF_LINKS));
        }
    }
}
