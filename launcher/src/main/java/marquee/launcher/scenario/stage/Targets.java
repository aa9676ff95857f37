package marquee.launcher.scenario.stage;

import com.google.common.collect.ImmutableList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import marquee.protocol.NodeId;

/// Whom an action is done to. Who is named must be as the action needs it: what is done to nobody
/// would prove nothing. Of all, those are meant who are.
///
/// @param nodes of the action
/// @param named whether each of them is named, not all of them at once
public record Targets(ImmutableList<NodeId> nodes, boolean named) {
    /// The targets of an action that is done to `nodes`, where the cluster has the nodes `all`.
    public static Targets of(ImmutableList<NodeId> nodes, Collection<NodeId> all) {
        return new Targets(nodes, !nodes.containsAll(all));
    }

    /// What runs of them.
    ///
    /// @param running what a node is that runs
    /// @throws StageException if one that is named does not run
    public <T> Map<NodeId, T> running(Function<NodeId, Optional<T>> running) throws StageException {
        var found = new LinkedHashMap<NodeId, T>();
        for (var node : nodes) {
            var its = running.apply(node);
            if (its.isEmpty() && named) {
                throw new StageException(node + " does not run");
            }
            its.ifPresent(each -> found.put(node, each));
        }
        return found;
    }

    /// Those that can be started.
    ///
    /// @throws StageException if one that is named runs already
    public ImmutableList<NodeId> ended(Predicate<NodeId> isRunning) throws StageException {
        var ended = ImmutableList.<NodeId>builder();
        for (var node : nodes) {
            boolean runs = isRunning.test(node);
            if (runs && named) {
                throw new StageException(node + " runs already");
            }
            if (!runs) {
                ended.add(node);
            }
        }
        return ended.build();
    }
}
