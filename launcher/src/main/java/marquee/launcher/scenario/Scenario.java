package marquee.launcher.scenario;

import com.google.common.collect.ImmutableList;
import java.time.LocalDate;
import marquee.config.Mode;

/// A run of the cluster, written down, as docs/scenarios.md describes it.
///
/// @param name by which it is called: its file's name without the ending
/// @param title what it shows, in a sentence
/// @param setting what the cluster is like
/// @param steps what happens, in this order
public record Scenario(String name, String title, Setting setting, ImmutableList<Step> steps) {
    /// What the cluster is like before the first step.
    ///
    /// @param whole whether at the end everybody must vote, and all states be equal
    public record Setting(Mode mode, int replicas, int frontEnds, LocalDate date, boolean whole) {
        /// Most front ends that a scenario may ask for.
        public static final int FRONT_ENDS_MAX = 9;

        /// The first business date unless a scenario gives another.
        public static final LocalDate USUAL_DATE = LocalDate.of(2023, 5, 15);
    }
}
