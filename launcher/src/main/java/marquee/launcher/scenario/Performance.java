package marquee.launcher.scenario;

import com.google.common.collect.ImmutableList;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import marquee.frontend.Replacement;
import marquee.launcher.scenario.Stage.Group;
import marquee.launcher.scenario.Step.Call;
import marquee.launcher.scenario.Step.Condition;
import marquee.launcher.scenario.Step.Expectation;
import marquee.launcher.scenario.Step.Successor;
import marquee.protocol.replication.ReplicaId;

/// One scenario being played on a stage, step by step. What is seen otherwise than expected is
/// noted, and the scenario goes on; it ends early only where the stage fails.
final class Performance {
    /// How long the group may take to do what it must (docs/scenarios.md).
    static final Duration GROUP_PATIENCE = Duration.ofSeconds(10);

    /// How long a scenario waits for something, and for everybody to vote at its end.
    static final Duration WAIT_MAX = Duration.ofSeconds(40);

    /// How long after the last line something may happen that is to happen later.
    private static final Duration LATE_MAX = Duration.ofSeconds(10);

    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private final Scenario scenario;

    /// Within which a reply that is under way is judged.
    private static final Duration SETTLING = Duration.ofMillis(300);

    private final Stage stage;
    private final List<Failure> failures = new ArrayList<>();
    private int calls;
    private int replacementsSeen;

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
            case Step.Expect(var line, var expectation) -> expect(line, expectation);
        }
    }

    private void call(Step.Calls all) throws StageException {
        calls += all.calls().size();
        var seen = stage.call(all.calls());
        for (int i = 0; i < seen.size(); i++) {
            check(all.calls().get(i), seen.get(i));
        }
        var codes = seen.stream().collect(Collectors.groupingBy(Codes::of, Collectors.counting()));
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
        if (!comes(WAIT_MAX, group -> holds(condition, group))) {
            fail(line, "waited %d s in vain; %s".formatted(WAIT_MAX.toSeconds(), standing()));
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

    /// Whether `replica` votes, or did: whoever is replaced for anything but a join that failed had
    /// voted.
    private static boolean hasVoted(Group group, ReplicaId replica) {
        var slot = group.slot(replica.slot());
        return slot.replica().equals(replica)
                ? slot.votes()
                : group.replacements().stream()
                        .filter(each -> each.replica().equals(replica))
                        .anyMatch(each -> !each.reason().equals(Replacement.JOIN_FAILED));
    }

    private void expect(int line, Expectation expectation) throws StageException {
        switch (expectation) {
            case Expectation.OnlyReplaced(var slots) -> expectOnlyReplaced(line, slots);
            case Expectation.Replaced replaced -> expectReplaced(line, replaced);
            case Expectation.Votes(var replica) -> {
                if (!comes(GROUP_PATIENCE, group -> hasVoted(group, replica))) {
                    fail(line, "%s does not vote; %s".formatted(replica, standing()));
                }
            }
            case Expectation.Wrong(int slot, int times) -> expectWrong(line, slot, times);
            case Expectation.EqualDigests() -> {
                if (!comes(GROUP_PATIENCE, Group::equalDigests)) {
                    fail(line, "the digests are not equal; " + standing());
                }
            }
        }
    }

    /// Who was replaced before a front end began is told by the life that his slot is in alone.
    private void expectOnlyReplaced(int line, ImmutableList<Integer> slots) throws StageException {
        var group = stage.group();
        var told = new TreeSet<>(slots);
        for (var each : group.replacements()) {
            if (!slots.contains(each.replica().slot())) {
                told.add(each.replica().slot());
                fail(line, "%s was replaced: %s".formatted(each.replica(), each.reason()));
            }
        }
        for (var slot : group.slots()) {
            var replica = slot.replica();
            if (replica.incarnation() > 0 && !told.contains(replica.slot())) {
                fail(
                        line,
                        "R%d was replaced: it is in its life %d, and no front end remembers why"
                                .formatted(replica.slot(), replica.incarnation()));
            }
        }
    }

    /// So often, and not once more in the time that a reply may be late.
    private void expectWrong(int line, int slot, int times) throws StageException {
        if (comes(GROUP_PATIENCE, _ -> stage.incorrect(slot) >= times)) {
            stage.pause(SETTLING);
        }
        long seen = stage.incorrect(slot);
        if (seen != times) {
            fail(line, "R%d was wrong %d times, expected %d".formatted(slot, seen, times));
        }
    }

    /// In the order in which scenarios tell of replacements, at any distance.
    private void expectReplaced(int line, Expectation.Replaced expected) throws StageException {
        if (!comes(GROUP_PATIENCE, group -> find(group, expected.replica()) >= 0)) {
            fail(
                    line,
                    "%s was not replaced after what is told above; %s"
                            .formatted(expected.replica(), standing()));
            return;
        }
        var group = stage.group();
        int at = find(group, expected.replica());
        replacementsSeen = at + 1;
        var found = group.replacements().get(at);
        if (!found.reason().equals(expected.reason())) {
            fail(line, "%s was replaced: %s".formatted(found.replica(), found.reason()));
        }
        if (!isFit(expected.successor(), found)) {
            fail(
                    line,
                    "%s, which ran %s, was followed by %s"
                            .formatted(found.replica(), found.before(), found.implementation()));
        }
    }

    private int find(Group group, ReplicaId replica) {
        for (int i = replacementsSeen; i < group.replacements().size(); i++) {
            if (group.replacements().get(i).replica().equals(replica)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isFit(Successor successor, Stage.Replacement found) {
        boolean same = found.before().equals(found.implementation());
        return switch (successor) {
            case ANY -> true;
            case SAME -> same;
            case ANOTHER -> !same;
        };
    }

    private void end() throws StageException {
        awaitOutstanding();
        stage.crowd(0);
        boolean mustBeWhole = scenario.setting().whole();
        if (mustBeWhole && !comes(WAIT_MAX, group -> group.whole() && group.equalDigests())) {
            fail(0, "at the end not everybody votes with one digest; " + standing());
        }
    }

    /// A scenario proves nothing of a fault that has not happened when it ends.
    private void awaitOutstanding() throws StageException {
        for (long looks = LATE_MAX.dividedBy(LOOK_EVERY); looks > 0; looks--) {
            if (stage.outstanding().isEmpty()) {
                return;
            }
            stage.pause(LOOK_EVERY);
        }
        for (var happening : stage.outstanding()) {
            fail(happening.line(), "has not happened: " + happening.action().words());
        }
    }

    /// Something that the group is to come to.
    private interface Aim {
        boolean isReached(Group group) throws StageException;
    }

    private boolean comes(Duration patience, Aim aim) throws StageException {
        for (long looks = patience.dividedBy(LOOK_EVERY); looks >= 0; looks--) {
            if (aim.isReached(stage.group())) {
                return true;
            }
            stage.pause(LOOK_EVERY);
        }
        return false;
    }

    private String standing() throws StageException {
        var group = stage.group();
        var slots =
                group.slots().stream()
                        .map(slot -> slot.replica() + (slot.votes() ? " votes" : " does not vote"))
                        .collect(Collectors.joining(", "));
        return "number %d, %s%s"
                .formatted(group.newest(), slots, group.equalDigests() ? "" : ", unequal digests");
    }

    private void fail(int line, String text) {
        failures.add(new Failure(line, text));
    }
}
