package marquee.launcher.simulated;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.stream.IntStream;
import marquee.applications.Implementation;
import marquee.protocol.Chance;
import marquee.replicas.collections.CollectionsImplementation;
import marquee.replicas.keyvalue.KeyValueImplementation;
import marquee.replicas.sql.SqlImplementation;
import marquee.replicas.theatres.TheatresImplementation;

/// The implementations that simulated replicas run.
final class Implementations {
    /// All of them.
    static final ImmutableList<Implementation> ALL =
            ImmutableList.of(
                    new CollectionsImplementation(),
                    new SqlImplementation(),
                    new KeyValueImplementation(),
                    new TheatresImplementation());

    private Implementations() {}

    /// The one called `name`.
    static Implementation named(String name) {
        return ALL.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    }

    /// One for each of `slots`, by turns.
    static ImmutableList<Implementation> inTurn(int slots) {
        return IntStream.range(0, slots)
                .mapToObj(slot -> ALL.get(slot % ALL.size()))
                .collect(ImmutableList.toImmutableList());
    }

    /// All of them in an order that is drawn: which of them lies, crashes or is audited is drawn by
    /// slot.
    static ImmutableList<Implementation> dealt(Chance chance) {
        var undealt = new ArrayList<>(ALL);
        var dealt = ImmutableList.<Implementation>builder();
        while (!undealt.isEmpty()) {
            dealt.add(undealt.remove(chance.below(undealt.size())));
        }
        return dealt.build();
    }
}
