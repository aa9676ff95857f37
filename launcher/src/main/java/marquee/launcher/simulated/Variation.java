package marquee.launcher.simulated;

import com.google.common.collect.ImmutableSortedSet;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import marquee.config.Mode;
import marquee.protocol.replication.Group;
import marquee.simulation.Fault;
import marquee.simulation.Strengths;
import org.jspecify.annotations.Nullable;

/// In which way a run is shorter or milder than its seed would have it.
///
/// @param requests how many requests there are; 0 for as many as ever
/// @param chaosMillis how long the chaos lasts; 0 for as long as ever
/// @param without kinds of fault that do not happen
/// @param honest whether no replica lies
/// @param overBudget whether more replicas crash than the group can bear
/// @param group what the group is made for
/// @param instead the faults in place of the seed's, from the first moment to the last; every limit
///   is of its usual size then. Null for the seed's own
public record Variation(
        int requests,
        int chaosMillis,
        ImmutableSortedSet<Fault> without,
        boolean honest,
        boolean overBudget,
        Mode group,
        @Nullable Strengths instead) {
    /// The run as the seed has it.
    public static final Variation NONE =
            new Variation(0, 0, ImmutableSortedSet.of(), false, false, Mode.BOTH, null);

    /// The run with more crashes than the group can bear.
    public static final Variation OVER_BUDGET =
            new Variation(0, 0, ImmutableSortedSet.of(), false, true, Mode.BOTH, null);

    /// The run with `faults` in place of the seed's.
    public static Variation with(Strengths faults) {
        return new Variation(0, 0, ImmutableSortedSet.of(), true, false, Mode.BOTH, faults);
    }

    /// The run of `seed` in this variation.
    public RunPlan of(long seed) {
        var plan = Draw.of(seed);
        if (group != Mode.BOTH) {
            plan = plan.withGroup(new Group(group.replicasMin(), group.liars(), group.crashes()));
        }
        plan = honest ? plan.withoutLie() : plan;
        plan = overBudget ? plan.overBudget() : plan;
        plan = chaosMillis > 0 ? plan.withChaosMillis(chaosMillis) : plan;
        plan = instead == null ? plan : plan.withFaults(instead);
        for (var fault : without) {
            plan = plan.without(fault);
        }
        return requests > 0 ? plan.withRequests(requests) : plan;
    }

    /// The run of a group that is made for the faults of `mode` alone.
    public static Variation of(Mode mode) {
        return new Variation(0, 0, ImmutableSortedSet.of(), false, false, mode, null);
    }

    /// The same with another number of requests.
    public Variation withRequests(int number) {
        return new Variation(number, chaosMillis, without, honest, overBudget, group, instead);
    }

    /// The same with another length of its chaos.
    public Variation withChaosMillis(int millis) {
        return new Variation(requests, millis, without, honest, overBudget, group, instead);
    }

    /// The same without faults of the kind `fault`.
    public Variation alsoWithout(Fault fault) {
        var more = ImmutableSortedSet.<Fault>naturalOrder().addAll(without).add(fault).build();
        return new Variation(requests, chaosMillis, more, honest, overBudget, group, instead);
    }

    /// The same in which all replicas are honest.
    public Variation allHonest() {
        return new Variation(requests, chaosMillis, without, true, overBudget, group, instead);
    }

    /// How `fault` is spelt on the command line.
    public static String spelling(Fault fault) {
        return fault.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The command that runs `seed` in this variation. Of faults in place of the seed's it can say
    /// only that there are none.
    public String command(long seed) {
        var words = new StringJoiner(" ").add("./marquee simulate --seed " + seed);
        if (requests > 0) {
            words.add("--requests " + requests);
        }
        if (chaosMillis > 0) {
            words.add("--chaos-millis " + chaosMillis);
        }
        if (overBudget) {
            words.add("--over-budget");
        }
        if (group != Mode.BOTH) {
            words.add("--mode " + group);
        }
        if (!without.isEmpty()) {
            var kinds = without.stream().map(Variation::spelling).collect(Collectors.joining(","));
            words.add("--without " + kinds);
        }
        if (Strengths.NONE.equals(instead)) {
            words.add("--calm");
        } else if (honest) {
            words.add("--honest");
        }
        return words.toString();
    }
}
