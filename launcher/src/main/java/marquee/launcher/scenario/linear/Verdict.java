package marquee.launcher.scenario.linear;

import com.google.common.collect.ImmutableList;
import marquee.launcher.scenario.History.Event;

/// What a check of a history found.
public sealed interface Verdict {
    /// One server that takes one request at a time could have answered all this.
    record Linearizable() implements Verdict {}

    /// No such server could.
    ///
    /// @param events a few that contradict each other, in the order of their beginning
    /// @param explanation of it, for people, in several lines
    record Impossible(ImmutableList<Event> events, String explanation) implements Verdict {}

    /// The check came to a limit of its own: nothing is known, so nothing is proved.
    ///
    /// @param limit which, for people
    record Undecided(String limit) implements Verdict {}
}
