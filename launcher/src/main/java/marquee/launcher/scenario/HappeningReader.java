package marquee.launcher.scenario;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.stream.Stream;
import marquee.config.ConfigException;
import marquee.config.RoleFaults;
import marquee.config.RoleName;
import marquee.frontend.Replacement;
import marquee.launcher.scenario.Step.Condition;
import marquee.launcher.scenario.Step.Expectation;
import marquee.launcher.scenario.Step.Moment;
import marquee.launcher.scenario.Step.Successor;
import marquee.protocol.NodeId;
import marquee.protocol.replication.Cause;

/// Reads what happens, what is waited for, and what the group must do.
final class HappeningReader {
    private static final String EXPECTATIONS =
            "R4/0 is replaced: REASON, R4/1 votes, R4 was wrong 2 times, nobody is replaced, only R2"
                    + " R4 are replaced, or digests are equal";

    private static final int WRONG_MAX = 1_000_000;

    private static final ImmutableList<String> REASONS =
            Stream.concat(
                            Arrays.stream(Cause.values()).map(Cause::name),
                            Stream.of(Replacement.JOIN_FAILED))
                    .collect(ImmutableList.toImmutableList());

    private HappeningReader() {}

    /// Whether a line that begins with `word` lets something happen.
    static boolean isHappening(String word) {
        return switch (word) {
            case "fault", "kill", "stop", "continue", "start", "cut", "heal", "date" -> true;
            default -> false;
        };
    }

    static Action action(Words words, ImmutableList<NodeId> nodes) throws Mistake {
        var verb = words.take("what happens");
        return switch (verb) {
            case "fault" -> fault(words, nodes);
            case "kill" -> new Action.Kill(words.nodes("after", "at"));
            case "stop" -> new Action.Stop(words.nodes("after", "at"));
            case "continue" ->
                    new Action.Continue(
                            words.skip(Words.EVERYTHING)
                                    ? ImmutableList.of()
                                    : words.nodes("after", "at"));
            case "start" -> start(words);
            case "cut" -> cut(words, nodes);
            case "heal" -> new Action.Heal();
            default -> new Action.Date(words.date());
        };
    }

    private static Action.Fault fault(Words words, ImmutableList<NodeId> nodes) throws Mistake {
        var role = words.take("a role such as R2, sequencer or all");
        if (!RoleName.isOne(role) || RoleName.among(nodes, role).isEmpty()) {
            throw Mistake.of(role, "a role of this cluster such as R2, sequencer or all");
        }
        var faults = words.take("faults such as wrong-reply:3, or clear");
        try {
            var parsed = RoleFaults.parse(faults);
            for (var node : RoleName.among(nodes, role)) {
                parsed.requireFor(node);
            }
        } catch (ConfigException e) {
            throw new Mistake(e.getMessage());
        }
        return new Action.Fault(role, faults);
    }

    private static Action.Start start(Words words) throws Mistake {
        boolean everything = words.peek().equals(Words.EVERYTHING);
        var nodes = words.nodes("after", "at");
        for (var node : nodes) {
            if (node.kind() == NodeId.Kind.REPLICA && !everything) {
                throw Mistake.of(
                        node.toString(), "a sequencer, front end or manager: it starts replicas");
            }
        }
        return new Action.Start(nodes);
    }

    private static Action.Cut cut(Words words, ImmutableList<NodeId> nodes) throws Mistake {
        var side = words.nodes("from", "to", "after", "at");
        boolean oneWay = words.skip("to");
        boolean others = oneWay || words.skip("from");
        if (!others && side.containsAll(nodes)) {
            throw new Mistake("nobody is left from whom everything is cut, expected fewer nodes");
        }
        return new Action.Cut(
                side, others ? words.nodes("after", "at") : ImmutableList.of(), oneWay);
    }

    /// When something happens, as the end of its line says.
    static Moment moment(Words words) throws Mistake {
        Moment moment = new Moment.Now();
        if (words.skip("after")) {
            moment = new Moment.After(words.duration());
        } else if (words.skip("at")) {
            moment = new Moment.At(words.number("a number", 1, Words.NUMBER_MAX));
        }
        words.end();
        return moment;
    }

    /// The step of a line that begins with `wait`.
    static Step wait(int line, Words words) throws Mistake {
        words.skip("wait");
        if (!words.skip("for")) {
            var length = words.duration();
            words.end();
            return new Step.Pause(line, length);
        }
        Condition condition;
        if (words.skip("all")) {
            condition = new Condition.AllVote();
        } else if (words.peek().startsWith("R")) {
            condition = new Condition.Votes(words.life());
        } else {
            condition = new Condition.Ordered(words.number("a number", 1, Words.NUMBER_MAX));
        }
        words.end();
        return new Step.Wait(line, condition);
    }

    static Expectation expectation(Words words) throws Mistake {
        if (words.skip("nobody")) {
            closing(words, "is", "replaced");
            return new Expectation.OnlyReplaced(ImmutableList.of());
        }
        if (words.skip("digests")) {
            closing(words, "are", "equal");
            return new Expectation.EqualDigests();
        }
        if (words.skip("only")) {
            var slots = ImmutableList.<Integer>builder();
            do {
                slots.add(words.slot());
            } while (!words.peek().equals("are") && !words.peek().equals("is"));
            closing(words, words.peek(), "replaced");
            return new Expectation.OnlyReplaced(slots.build());
        }
        if (!words.peek().startsWith("R")) {
            throw Mistake.of(words.rest(), EXPECTATIONS);
        }
        return words.peek().contains("/") ? ofLife(words) : wrong(words);
    }

    private static Expectation wrong(Words words) throws Mistake {
        int slot = words.slot();
        if (!words.skip("was") || !words.skip("wrong")) {
            throw Mistake.of(words.rest(), EXPECTATIONS);
        }
        int times = (int) words.number("how often", 1, WRONG_MAX);
        if (!words.skip("times") && !words.skip("time")) {
            throw Mistake.of(words.rest(), "times");
        }
        words.end();
        return new Expectation.Wrong(slot, times);
    }

    private static Expectation ofLife(Words words) throws Mistake {
        var replica = words.life();
        if (words.skip("votes")) {
            words.end();
            return new Expectation.Votes(replica);
        }
        if (!words.skip("is") || !words.skip("replaced:")) {
            throw Mistake.of(words.rest(), EXPECTATIONS);
        }
        var reason = words.take("a reason");
        boolean more = reason.endsWith(",");
        var bare = more ? reason.substring(0, reason.length() - 1) : reason;
        check(bare);
        return new Expectation.Replaced(
                replica, bare, more ? successor(words.rest()) : last(words));
    }

    private static Successor last(Words words) throws Mistake {
        words.end();
        return Successor.ANY;
    }

    private static Successor successor(String words) throws Mistake {
        return switch (words) {
            case "by another implementation" -> Successor.ANOTHER;
            case "by the same implementation" -> Successor.SAME;
            default ->
                    throw Mistake.of(
                            words, "by another implementation or by the same implementation");
        };
    }

    private static void check(String reason) throws Mistake {
        if (!REASONS.contains(reason)) {
            throw Mistake.of(reason, "a reason, one of " + REASONS);
        }
    }

    private static void closing(Words words, String verb, String participle) throws Mistake {
        if (!words.skip(verb) || !words.skip(participle)) {
            throw Mistake.of(words.rest(), EXPECTATIONS);
        }
        words.end();
    }
}
