package marquee.config;

import com.google.common.collect.ImmutableList;
import java.util.Collection;
import marquee.protocol.NodeId;

/// Which roles people mean by one name: `all`, `frontend` for each front end, or that of one node.
public final class RoleName {
    private static final String ALL = "all";
    private static final String FRONT_ENDS = "frontend";

    private RoleName() {}

    /// Whether `name` could mean anybody in some cluster.
    public static boolean isOne(String name) {
        return name.equals(ALL) || name.equals(FRONT_ENDS) || NodeId.parse(name) != null;
    }

    /// Those of `nodes` that `name` means, in their order.
    public static ImmutableList<NodeId> among(Collection<NodeId> nodes, String name) {
        return nodes.stream()
                .filter(node -> means(name, node))
                .collect(ImmutableList.toImmutableList());
    }

    private static boolean means(String name, NodeId node) {
        return switch (name) {
            case ALL -> true;
            case FRONT_ENDS -> node.kind() == NodeId.Kind.FRONT_END;
            default -> node.toString().equals(name);
        };
    }
}
