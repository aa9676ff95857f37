package marquee.launcher.picture;

import com.google.common.collect.ImmutableList;
import marquee.launcher.report.Report;
import marquee.launcher.report.Scene;
import marquee.launcher.report.SpaceTime;
import marquee.launcher.scenario.Recorder.Made;

/// What went on on a stage, for a report.
///
/// @param durationNanos on the stage's own clock
public record Footage(
        long durationNanos,
        ImmutableList<Report.Call> calls,
        ImmutableList<Report.Vote> votes,
        SpaceTime spaceTime) {
    /// What is known of a stage on which nobody took anything down.
    public static final Footage NONE =
            new Footage(0, ImmutableList.of(), ImmutableList.of(), SpaceTime.EMPTY);

    /// What `witness` saw in so long, and what customers saw of their calls.
    public static Footage of(long durationNanos, ImmutableList<Made> made, Witness witness) {
        var picture = Picture.of(witness);
        return new Footage(
                durationNanos, picture.calls(made), picture.votes(), picture.spaceTime());
    }

    /// The same as a page has it.
    public Scene scene() {
        return equals(NONE) ? Scene.NONE : Scene.of(calls, votes, spaceTime);
    }
}
