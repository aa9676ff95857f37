package marquee.protocol;

import com.google.common.base.Preconditions;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Name of one node in the cluster's configuration: `sequencer`, `frontend-1`, `R3`, `RM3`. Never
/// an address, and the same for every life of the node.
///
/// @param index from 1 to [#INDEX_MAX]; the sequencer is the only one of its kind
public record NodeId(Kind kind, int index) implements Comparable<NodeId> {
    /// The largest index of a node within its kind: names have three digits at most.
    public static final int INDEX_MAX = 999;

    /// The one sequencer of a cluster.
    public static final NodeId SEQUENCER = new NodeId(Kind.SEQUENCER, 1);

    private static final int KIND_SHIFT = 12;
    private static final int INDEX_MASK = (1 << KIND_SHIFT) - 1;
    private static final Kind[] KINDS = Kind.values();

    /// What a node does in the cluster. The order is that of the wire form and must not change.
    public enum Kind {
        SEQUENCER,
        FRONT_END,
        REPLICA,
        MANAGER
    }

    public NodeId {
        Preconditions.checkArgument(isIndex(kind, index), "%s %s", kind, index);
    }

    /// The `index`-th front end.
    public static NodeId frontEnd(int index) {
        return new NodeId(Kind.FRONT_END, index);
    }

    /// The replica in slot `slot`, from 1.
    public static NodeId replica(int slot) {
        return new NodeId(Kind.REPLICA, slot);
    }

    /// The replica manager whose own slot is `slot`, from 1.
    public static NodeId manager(int slot) {
        return new NodeId(Kind.MANAGER, slot);
    }

    /// The node's form on the wire, 16 bits.
    @SuppressWarnings("EnumOrdinal") // The order of the kinds is the wire form, and says so.
    public int wire() {
        return (kind.ordinal() << KIND_SHIFT) | index;
    }

    /// The node whose form on the wire is `wire`, or null where there is none.
    public static @Nullable NodeId ofWire(int wire) {
        int kind = wire >>> KIND_SHIFT;
        int index = wire & INDEX_MASK;
        return kind < KINDS.length && isIndex(KINDS[kind], index)
                ? new NodeId(KINDS[kind], index)
                : null;
    }

    private static boolean isIndex(Kind kind, int index) {
        return index >= 1 && index <= (kind == Kind.SEQUENCER ? 1 : INDEX_MAX);
    }

    /// The node called `name` in configurations and on the command line, or null where the name has
    /// another form. The reverse of [#toString].
    public static @Nullable NodeId parse(String name) {
        if (name.equals("sequencer")) {
            return SEQUENCER;
        }
        if (name.matches("R[1-9][0-9]{0,2}")) {
            return replica(Integer.parseInt(name.substring(1)));
        }
        if (name.matches("RM[1-9][0-9]{0,2}")) {
            return manager(Integer.parseInt(name.substring("RM".length())));
        }
        return name.matches("frontend-[1-9][0-9]{0,2}")
                ? frontEnd(Integer.parseInt(name.substring("frontend-".length())))
                : null;
    }

    @Override
    public int compareTo(NodeId other) {
        return Integer.compare(wire(), other.wire());
    }

    @Override
    public String toString() {
        return switch (kind) {
            case SEQUENCER -> kind.name().toLowerCase(Locale.ROOT);
            case FRONT_END -> "frontend-" + index;
            case REPLICA -> "R" + index;
            case MANAGER -> "RM" + index;
        };
    }
}
