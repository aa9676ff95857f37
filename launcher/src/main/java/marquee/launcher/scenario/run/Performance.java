package marquee.launcher.scenario.run;

import com.google.common.collect.ImmutableList;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import marquee.launcher.picture.Footage;
import marquee.launcher.scenario.History;
import marquee.launcher.scenario.Scenario;
import marquee.launcher.scenario.Seen;
import marquee.launcher.scenario.Step;
import marquee.launcher.scenario.Step.Call;
import marquee.launcher.scenario.Step.Condition;
import marquee.launcher.scenario.stage.Stage;
import marquee.launcher.scenario.stage.Stage.Group;
import marquee.launcher.scenario.stage.StageException;

/// One scenario being played on a stage, step by step. What is seen otherwise than expected is
/// noted, and the scenario goes on; it ends early only where the stage fails.
final class Performance {
    /// How long a scenario waits for something, and for everybody to vote at its end.
    static final Duration WAIT_MAX = Duration.ofSeconds(40);

    /// How long after the last line something may happen that is to happen later.
    private static final Duration LATE_MAX = Duration.ofSeconds(10);

    private final Scenario scenario;
    private final Stage stage;
    private final List<Failure> failures = new ArrayList<>();
    private final Expectations expectations;
    private int calls;

    /// Something that was not as the scenario has it.
    ///
    /// @param line of the scenario; 0 for what holds without being written
    record Failure(int line, String text) {
        @Override
        public String toString() {
            return line == 0 ? text : "line " + line + ": " + text;
        }
    }

    /// How it went.
    ///
    /// @param calls how many calls the scenario itself made
    /// @param footage what went on, if the stage was opened to take it down
    /// @param note what else is worth a line; may be empty
    record Outcome(
            Scenario scenario,
            int calls,
            ImmutableList<Failure> failures,
            Footage footage,
            String note) {
        /// Of which there is nothing else to tell.
        Outcome(Scenario scenario, int calls, ImmutableList<Failure> failures, Footage footage) {
            this(scenario, calls, failures, footage, "");
        }

        /// The same with `more` behind what else there is to tell.
        Outcome noting(String more) {
            var all = note.isEmpty() ? more : note + "; " + more;
            return new Outcome(scenario, calls, failures, footage, all);
        }

        /// Whether everything was as the scenario has it.
        boolean passed() {
            return failures.isEmpty();
        }
    }

    private Performance(Scenario scenario, Stage stage) {
        this.scenario = scenario;
        this.stage = stage;
        expectations = new Expectations(stage, failures::add);
    }

    /// Plays `scenario` on `stage`, which is fresh and stays open.
    ///
    /// @param check of what all customers saw in the whole run: what is wrong with it, or nothing
    static Outcome of(Scenario scenario, Stage stage, HistoryCheck check) {
        var performance = new Performance(scenario, stage);
        try {
            for (var step : scenario.steps()) {
                performance.play(step);
            }
            performance.end();
            performance.failures.addAll(
                    check.mistakes(stage.history()).stream()
                            .map(text -> new Failure(0, text))
                            .toList());
        } catch (StageException e) {
            performance.fail(0, String.valueOf(e.getMessage()));
        }
        var footage = performance.footage();
        var failures = ImmutableList.copyOf(performance.failures);
        return new Outcome(scenario, performance.calls, failures, footage);
    }

    private Footage footage() {
        try {
            return stage.footage();
        } catch (StageException e) {
            fail(0, String.valueOf(e.getMessage()));
            return Footage.NONE;
        }
    }

    /// Judges what customers saw in a whole run.
    interface HistoryCheck {
        /// What is wrong with `history`; empty if nothing is.
        ImmutableList<String> mistakes(History history);
    }

    private void play(Step step) throws StageException {
        switch (step) {
            case Step.Calls all -> call(all);
            case Step.Happens happening -> stage.happen(happening);
            case Step.Pause(_, var length) -> stage.pause(length);
            case Step.Wait(var line, var condition) -> await(line, condition);
            case Step.Crowd(_, var customers) -> stage.crowd(customers);
            case Step.Expect(var line, var expectation) -> expectations.check(line, expectation);
        }
    }

    private void call(Step.Calls all) throws StageException {
        calls += all.calls().size();
        var seen = stage.call(all.calls());
        for (int i = 0; i < seen.size(); i++) {
            check(all.calls().get(i), seen.get(i));
        }
        var codes = seen.stream().collect(Collectors.groupingBy(Seen::code, Collectors.counting()));
        all.tally()
                .forEach((code, count) -> {
                    long were = codes.getOrDefault(code, 0L);
                    if (were != count) {
                        fail(
                                all.line(),
                                "%d of the calls made at once saw %s, expected %d; seen were %s"
                                        .formatted(were, code, count, String.join(" | ", seen)));
                    }
                });
    }

    private void check(Call call, String seen) {
        if (!call.allows(seen)) {
            var expected =
                    call.expected().isEmpty() ? "any answer" : String.join(" | ", call.expected());
            fail(
                    call.line(),
                    "%s %s saw %s, expected %s"
                            .formatted(call.user(), call.operation().word(), seen, expected));
        }
    }

    private void await(int line, Condition condition) throws StageException {
        if (!expectations.comes(WAIT_MAX, group -> holds(condition, group))) {
            fail(
                    line,
                    "waited %d s in vain; %s"
                            .formatted(WAIT_MAX.toSeconds(), expectations.standing()));
        }
    }

    private static boolean holds(Condition condition, Group group) {
        return switch (condition) {
            case Condition.AllVote() -> group.whole();
            case Condition.Votes(var replica) -> {
                var slot = group.slot(replica.slot());
                yield slot.votes() && slot.replica().incarnation() >= replica.incarnation();
            }
            case Condition.Ordered(var number) -> group.newest() >= number;
        };
    }

    private void end() throws StageException {
        awaitOutstanding();
        stage.crowd(0);
        boolean mustBeWhole = scenario.setting().whole();
        if (mustBeWhole
                && !expectations.comes(WAIT_MAX, group -> group.whole() && group.equalDigests())) {
            fail(0, "at the end not everybody votes with one digest; " + expectations.standing());
        }
    }

    /// A scenario proves nothing of a fault that has not happened when it ends.
    private void awaitOutstanding() throws StageException {
        for (long looks = LATE_MAX.dividedBy(Expectations.LOOK_EVERY); looks > 0; looks--) {
            if (stage.outstanding().isEmpty()) {
                return;
            }
            stage.pause(Expectations.LOOK_EVERY);
        }
        for (var happening : stage.outstanding()) {
            fail(happening.line(), "has not happened: " + happening.action().words());
        }
    }

    private void fail(int line, String text) {
        failures.add(new Failure(line, text));
    }
}
