package marquee.scenarios.architecture;

import static com.google.common.graph.Graphs.reachableNodes;

import com.google.common.collect.ImmutableSortedSet;
import com.google.common.graph.GraphBuilder;
import java.util.Comparator;
import java.util.List;

/// Which packages of the product use which others.
final class PackageGraph {
    private static final String PRODUCT = "marquee/";

    private PackageGraph() {}

    /// The arrows between packages that lie in a cycle: one line for each, in the order of names.
    static ImmutableSortedSet<String> arrowsInCycles(List<References> classes) {
        var uses = GraphBuilder.directed().<String>build();
        for (var each : classes) {
            var user = packageOf(each.name());
            each.targets().stream()
                    .filter(target -> target.startsWith(PRODUCT))
                    .map(PackageGraph::packageOf)
                    .filter(used -> !used.equals(user))
                    .forEach(used -> uses.putEdge(user, used));
        }
        return uses.edges().stream()
                .filter(arrow -> reachableNodes(uses, arrow.target()).contains(arrow.source()))
                .map(arrow -> arrow.source() + " uses " + arrow.target())
                .collect(ImmutableSortedSet.toImmutableSortedSet(Comparator.naturalOrder()));
    }

    /// Of a class, or of a member of one.
    private static String packageOf(String name) {
        var type = name.replaceFirst("\\..*", "");
        return type.substring(0, type.lastIndexOf('/'));
    }
}
