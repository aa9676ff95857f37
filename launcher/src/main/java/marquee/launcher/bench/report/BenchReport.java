package marquee.launcher.bench.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;

/// What a measurement came to, and all that it depends on.
///
/// @param command the command that measures it again
/// @param settings what was measured on what, each under its name
public record BenchReport(
        String command,
        ImmutableMap<String, String> settings,
        ImmutableList<Comparison> comparisons) {
    /// Whether each request of a pipeline was answered: those of one that met faults too, for no
    /// fault that it is made for may be seen by who asks.
    public boolean isComplete() {
        return comparisons.stream()
                .allMatch(each ->
                        each.names().stream()
                                .filter(name -> !name.equals(Comparison.RAW))
                                .allMatch(name -> each.lost(name) == 0));
    }

    /// All of it, for programs.
    public ObjectNode json() {
        return BenchJson.of(this);
    }

    /// The lines for a person who compares.
    public ImmutableList<String> lines() {
        return BenchTable.lines(this);
    }

    /// The lines for a person who looks how costs grow along each axis.
    public ImmutableList<String> linesOfGrowth() {
        return GrowthTable.lines(this);
    }

    /// The same as a picture, in SVG.
    public String plotOfGrowth() {
        return GrowthPlot.svg(this);
    }
}
