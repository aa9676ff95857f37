package marquee.launcher.report;

import com.google.common.collect.ImmutableList;

/// What came of one run of some scenarios, or of one simulated seed. All times are nanoseconds
/// since the beginning of the scenario they belong to.
///
/// @param title what was run
/// @param command the command that makes this report again
/// @param scenarios in the order in which they were run
public record Report(String title, String command, ImmutableList<Played> scenarios) {
    /// A point in time that never came.
    public static final long NEVER = -1;

    /// What came of a scenario.
    public enum Verdict {
        PASSED,
        FAILED,
        SKIPPED
    }

    /// One scenario.
    ///
    /// @param name by which it is called
    /// @param title what it shows, in a sentence
    /// @param group the kind of scenario
    /// @param remarks what was not as it should be, or why something is not there
    /// @param durationNanos how long it took
    /// @param scene what happened
    public record Played(
            String name,
            String title,
            String group,
            Verdict verdict,
            ImmutableList<String> remarks,
            long durationNanos,
            Scene scene) {}

    /// A request and its reply, as whoever called saw them.
    ///
    /// @param begun when it was called
    /// @param ended when the reply came, or [#NEVER]
    /// @param who called
    /// @param what was called
    /// @param seen the reply
    /// @param expected what the reply had to be; empty if anything would do
    /// @param wrong whether the reply had to be another one
    /// @param number its place in the order; 0 if it is not known
    /// @param agreedBy the replicas whose replies were the answer
    public record Call(
            long begun,
            long ended,
            String who,
            String what,
            String seen,
            String expected,
            boolean wrong,
            long number,
            String agreedBy) {}

    /// What one replica said to a request.
    ///
    /// @param number the request's place in the order
    /// @param at when it said so
    /// @param replica which life of which replica
    /// @param said its reply
    /// @param agrees whether that is the answer
    public record Vote(long number, long at, String replica, String said, boolean agrees) {}
}
