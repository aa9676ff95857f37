package marquee.launcher.simulated;

import com.google.common.collect.ImmutableSortedSet;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import marquee.simulation.Fault;

/// In which way a run is shorter or milder than its seed would have it.
///
/// @param requests how many requests there are; 0 for as many as ever
/// @param without kinds of fault that do not happen
/// @param honest whether no replica lies
/// @param calm whether there is no fault at all, and every limit is of its usual size
public record Variation(
        int requests, ImmutableSortedSet<Fault> without, boolean honest, boolean calm) {
    /// The run as the seed has it.
    public static final Variation NONE = new Variation(0, ImmutableSortedSet.of(), false, false);

    /// No fault at all.
    public static final Variation CALM = new Variation(0, ImmutableSortedSet.of(), false, true);

    /// The run of `seed` in this variation.
    Scenario of(long seed) {
        var scenario = Scenario.ofSeed(seed);
        for (var fault : without) {
            scenario = scenario.without(fault);
        }
        scenario = honest ? scenario.withoutLie() : scenario;
        scenario = calm ? scenario.withoutFaults() : scenario;
        return requests > 0 ? scenario.withRequests(requests) : scenario;
    }

    Variation withRequests(int number) {
        return new Variation(number, without, honest, calm);
    }

    Variation alsoWithout(Fault fault) {
        var more = ImmutableSortedSet.<Fault>naturalOrder().addAll(without).add(fault).build();
        return new Variation(requests, more, honest, calm);
    }

    Variation allHonest() {
        return new Variation(requests, without, true, calm);
    }

    /// How `fault` is spelt on the command line.
    static String spelling(Fault fault) {
        return fault.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The command that runs `seed` in this variation.
    public String command(long seed) {
        var words = new StringJoiner(" ").add("./marquee simulate --seed " + seed);
        if (requests > 0) {
            words.add("--requests " + requests);
        }
        if (!without.isEmpty()) {
            var kinds = without.stream().map(Variation::spelling).collect(Collectors.joining(","));
            words.add("--without " + kinds);
        }
        if (honest) {
            words.add("--honest");
        }
        if (calm) {
            words.add("--calm");
        }
        return words.toString();
    }
}
