package marquee.launcher.scenario.run;

import com.google.common.collect.ImmutableList;
import java.time.Duration;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import marquee.frontend.Replacement;
import marquee.launcher.scenario.Step.Expectation;
import marquee.launcher.scenario.Step.Successor;
import marquee.launcher.scenario.run.Performance.Failure;
import marquee.launcher.scenario.stage.Stage;
import marquee.launcher.scenario.stage.Stage.Group;
import marquee.launcher.scenario.stage.StageException;
import marquee.protocol.replication.ReplicaId;

/// Holds the group on a stage against what a scenario expects of it, in the order in which the
/// scenario does.
final class Expectations {
    /// How long the group may take to do what it must (docs/scenarios.md).
    private static final Duration GROUP_PATIENCE = Duration.ofSeconds(10);

    /// From one look at a stage to the next.
    static final Duration LOOK_EVERY = Duration.ofMillis(20);

    /// Within which a reply that is under way is judged.
    private static final Duration SETTLING = Duration.ofMillis(300);

    private final Stage stage;
    private final Consumer<Failure> failures;
    private int replacementsSeen;

    /// @param failures is told of whatever is not as expected
    Expectations(Stage stage, Consumer<Failure> failures) {
        this.stage = stage;
        this.failures = failures;
    }

    /// Notes whatever is not as `expectation`, which stands in `line`, has it.
    void check(int line, Expectation expectation) throws StageException {
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

    /// Something that the group is to come to.
    interface Aim {
        boolean isReached(Group group) throws StageException;
    }

    /// Whether the group comes to `aim` within `patience`.
    boolean comes(Duration patience, Aim aim) throws StageException {
        for (long looks = patience.dividedBy(LOOK_EVERY); looks >= 0; looks--) {
            if (aim.isReached(stage.group())) {
                return true;
            }
            stage.pause(LOOK_EVERY);
        }
        return false;
    }

    /// How the group is, in words.
    String standing() throws StageException {
        var group = stage.group();
        var slots =
                group.slots().stream()
                        .map(slot -> slot.replica() + (slot.votes() ? " votes" : " does not vote"))
                        .collect(Collectors.joining(", "));
        return "number %d, %s%s"
                .formatted(group.newest(), slots, group.equalDigests() ? "" : ", unequal digests");
    }

    private void fail(int line, String text) {
        failures.accept(new Failure(line, text));
    }
}
