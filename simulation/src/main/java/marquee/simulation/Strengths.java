package marquee.simulation;

import com.google.common.base.Preconditions;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import marquee.protocol.Chance;

/// How strong each kind of [Fault] is in one run; a kind that is not named never happens.
///
/// @param perMille the kinds that can happen, in their order
public record Strengths(ImmutableMap<Fault, Integer> perMille) {
    /// The strength of what happens always.
    public static final int ALWAYS = 1_000;

    /// No fault at all.
    public static final Strengths NONE = new Strengths(ImmutableMap.of());

    private static final int ENABLED_PER_MILLE = 400;

    /// A random subset of the kinds, each with a random strength up to what `strongest` has: a run
    /// with a few strong faults shows other errors than one with a little of everything (Groce et
    /// al. 2012, "Swarm testing").
    public static Strengths swarm(Strengths strongest, Chance chance) {
        var drawn = new EnumMap<Fault, Integer>(Fault.class);
        for (var fault : Fault.values()) {
            // Both are drawn always, so that one kind's limit does not shift the others.
            boolean enabled = chance.happens(ENABLED_PER_MILLE);
            int strength = 1 + chance.below(Math.max(1, strongest.of(fault)));
            if (enabled && !strongest.lacks(fault)) {
                drawn.put(fault, strength);
            }
        }
        return new Strengths(Maps.immutableEnumMap(drawn));
    }

    /// The strength of `fault`, per mille.
    public int of(Fault fault) {
        Integer strength = perMille.get(fault);
        return strength == null ? 0 : strength;
    }

    /// Whether `fault` never happens.
    public boolean lacks(Fault fault) {
        return !perMille.containsKey(fault);
    }

    /// These strengths, but `strength` per mille for `fault`.
    public Strengths with(Fault fault, int strength) {
        Preconditions.checkArgument(strength >= 0 && strength <= ALWAYS, "strength %s", strength);
        Map<Fault, Integer> changed = new EnumMap<>(Fault.class);
        changed.putAll(perMille);
        changed.remove(fault);
        if (strength > 0) {
            changed.put(fault, strength);
        }
        return new Strengths(Maps.immutableEnumMap(changed));
    }

    /// The faults that can happen, as `loss 120, pause 3`, or `none`.
    @Override
    public String toString() {
        return perMille.isEmpty()
                ? "none"
                : perMille.entrySet().stream()
                        .map(entry -> name(entry.getKey()) + " " + entry.getValue())
                        .collect(Collectors.joining(", "));
    }

    /// The name of `fault` for people.
    public static String name(Fault fault) {
        return fault.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
