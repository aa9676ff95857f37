package marquee.launcher.scenario.run;

import com.google.common.base.Throwables;
import com.google.common.collect.ImmutableList;
import com.google.common.util.concurrent.Futures;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import marquee.launcher.picture.Footage;
import marquee.launcher.scenario.run.Performance.Failure;
import marquee.launcher.scenario.run.Performance.Outcome;
import marquee.launcher.scenario.run.Results.Result;

/// Scenarios that are played in one theatre, some of them at the same time, each on a stage of its
/// own: what one leaves behind can neither help nor hurt another.
final class Season {
    private final Theatre theatre;
    private final int jobs;
    private final Keeping keeping;
    private final Album album = new Album(); // guarded by this

    /// @param jobs how many are played at the same time
    /// @param keeping what is left of each
    Season(Theatre theatre, int jobs, Keeping keeping) {
        this.theatre = theatre;
        this.jobs = jobs;
        this.keeping = keeping;
    }

    /// A scenario that is played once.
    record Turn(Cast cast, long seed) {}

    /// Hears how a turn went, as soon as it is over; one after the other, by several threads.
    interface Audience {
        /// Hears how `turn` went.
        void hear(Turn turn, Result result);
    }

    /// Plays `turns`, and ends all that it started. Interrupted, it ends what is being played, of
    /// which nobody hears.
    ///
    /// @param ending whether the program is to end
    /// @return how those went that were played to their ends, in the order of `turns`
    ImmutableList<Result> play(
            ImmutableList<Turn> turns, BooleanSupplier ending, Audience audience) {
        var played = new ConcurrentSkipListMap<Integer, Result>();
        var parts = ImmutableList.<Callable<Void>>builder();
        for (int i = 0; i < turns.size(); i++) {
            int place = i;
            parts.add(() -> {
                play(turns.get(place), place, ending, audience, played);
                return null;
            });
        }
        try (var threads = Executors.newFixedThreadPool(jobs)) {
            // A fault of this program ends the run: a scenario that is missing would be no failure.
            threads.invokeAll(parts.build()).forEach(Futures::getUnchecked);
        } catch (InterruptedException e) {
            // Who is told of it by the result; interrupted again, nobody could write it down.
        }
        return ImmutableList.copyOf(played.values());
    }

    private void play(
            Turn turn,
            int place,
            BooleanSupplier ending,
            Audience audience,
            Map<Integer, Result> played) {
        var whole = play(turn);
        synchronized (this) {
            if (!ending.getAsBoolean()) {
                var result = album.kept(whole);
                played.put(place, result);
                audience.hear(turn, result);
            }
        }
    }

    private Result play(Turn turn) {
        var cast = turn.cast();
        var scenario = cast.scenario();
        var hindrance = theatre.hindrance(scenario);
        if (!hindrance.isEmpty()) {
            return Result.skipped(cast, hindrance);
        }
        long start = System.nanoTime();
        Outcome outcome;
        try {
            outcome = theatre.play(scenario, turn.seed(), keeping.watched(), keeping.logs(turn));
        } catch (IOException | RuntimeException e) {
            var fault = "the stage itself fails: " + Throwables.getStackTraceAsString(e);
            var failures = ImmutableList.of(new Failure(0, fault.strip()));
            outcome = new Outcome(scenario, 0, failures, Footage.NONE);
        }
        return Result.of(cast, outcome, System.nanoTime() - start);
    }
}
