package marquee.launcher.scenario;

import com.google.common.collect.ImmutableList;
import java.time.LocalDate;
import java.util.stream.Collectors;
import marquee.protocol.NodeId;

/// What a scenario lets happen (docs/scenarios.md). Where somebody is named by a slot, whoever
/// fills it at that moment is meant.
public sealed interface Action {
    /// Whom it is done to; empty if to nobody alone.
    default ImmutableList<NodeId> nodes() {
        return ImmutableList.of();
    }

    /// How scenarios write it.
    default String words() {
        return switch (this) {
            case Fault(var role, var faults) -> "fault " + role + " " + faults;
            case Kill(var nodes) -> "kill" + words(nodes);
            case Stop(var nodes) -> "stop" + words(nodes);
            case Continue(var nodes) ->
                    "continue" + (nodes.isEmpty() ? " " + Words.EVERYTHING : words(nodes));
            case Start(var nodes) -> "start" + words(nodes);
            case Cut(var nodes, var others, boolean oneWay) -> {
                var towards = oneWay ? " to" : " from";
                yield "cut" + words(nodes) + (others.isEmpty() ? "" : towards + words(others));
            }
            case Heal() -> "heal";
            case Date(var to) -> "date " + to;
        };
    }

    private static String words(ImmutableList<NodeId> nodes) {
        return nodes.stream().map(node -> " " + node).collect(Collectors.joining());
    }

    /// A role is told what to do wrong from now on, as by `./marquee fault`.
    ///
    /// @param role as the command names it: a node, or `all`
    record Fault(String role, String faults) implements Action {
        @Override
        public ImmutableList<NodeId> nodes() {
            var node = NodeId.parse(role);
            return node == null ? ImmutableList.of() : ImmutableList.of(node);
        }
    }

    /// Processes end without a word, at the same moment.
    record Kill(ImmutableList<NodeId> nodes) implements Action {}

    /// Processes stand still.
    record Stop(ImmutableList<NodeId> nodes) implements Action {}

    /// Processes that stand still go on, also if they were replaced meanwhile.
    ///
    /// @param nodes whose; empty for whatever stands still
    record Continue(ImmutableList<NodeId> nodes) implements Action {}

    /// Roles that were killed are started again; replicas are left to their managers.
    record Start(ImmutableList<NodeId> nodes) implements Action {}

    /// No datagram passes any more.
    ///
    /// @param others the other side; empty for everybody else
    /// @param oneWay whether they still pass from the others to `nodes`
    record Cut(ImmutableList<NodeId> nodes, ImmutableList<NodeId> others, boolean oneWay)
            implements Action {}

    /// All cuts end.
    record Heal() implements Action {}

    /// The business date moves forward.
    record Date(LocalDate to) implements Action {}
}
