package marquee.launcher.bench;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;

/// What a measurement came to, and all that it depends on.
///
/// @param command the command that measures it again
/// @param settings what was measured on what, each under its name
record BenchReport(
        String command,
        ImmutableMap<String, String> settings,
        ImmutableList<Comparison> comparisons) {
    /// Whether each request of a pipeline was answered: those of one that met faults too, for no
    /// fault that it is made for may be seen by who asks.
    boolean isComplete() {
        return comparisons.stream()
                .allMatch(each ->
                        each.names().stream()
                                .filter(name -> !name.equals(Contestant.RAW))
                                .allMatch(name -> each.lost(name) == 0));
    }
}
