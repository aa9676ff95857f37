package marquee.launcher.scenario;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.time.Duration;
import marquee.client.Operation;
import marquee.protocol.replication.ReplicaId;
import org.jspecify.annotations.Nullable;

/// One line of a scenario, or a few that belong together (docs/scenarios.md).
public sealed interface Step {
    /// The line of the file it stands on, from 1.
    int line();

    /// Calls that are made at once; the next step comes when all of them have ended.
    ///
    /// @param tally how many of them must see each code; empty if that is not said
    record Calls(int line, ImmutableList<Call> calls, ImmutableMap<String, Integer> tally)
            implements Step {}

    /// One call.
    ///
    /// @param user who calls
    /// @param customer for whom: the user, or whom an administrator chose
    /// @param frontEnd through which front end alone, from 1; 0 for any
    /// @param key the key that is given; null for one that no other call has
    /// @param arguments of the operation, one for each parameter
    /// @param expected what may be seen: codes, or codes with their fields; empty for anything
    record Call(
            int line,
            String user,
            String customer,
            int frontEnd,
            @Nullable String key,
            Operation operation,
            ImmutableList<String> arguments,
            ImmutableList<String> expected) {
        /// The same call, which must see one of `codes`.
        Call expecting(ImmutableList<String> codes) {
            return new Call(line, user, customer, frontEnd, key, operation, arguments, codes);
        }

        /// Whether `seen` may be seen: of what is expected the code alone is enough, and where
        /// nothing is, any answer.
        public boolean allows(String seen) {
            var code = Seen.code(seen);
            return expected.isEmpty()
                    ? !code.equals(Seen.UNKNOWN)
                    : expected.contains(seen) || expected.contains(code);
        }
    }

    /// Something happens, at once or, while the scenario goes on, later.
    record Happens(int line, Action action, Moment moment) implements Step {}

    /// When something happens.
    sealed interface Moment {
        /// At once.
        record Now() implements Moment {}

        /// So long after its line was reached.
        record After(Duration delay) implements Moment {}

        /// Once the sequencer has given this number.
        record At(long number) implements Moment {}
    }

    /// The next step comes after so long.
    record Pause(int line, Duration length) implements Step {}

    /// The next step comes once something is so.
    record Wait(int line, Condition condition) implements Step {}

    /// What is waited for.
    sealed interface Condition {
        /// Every slot votes.
        record AllVote() implements Condition {}

        /// This life of a slot votes, or a later one.
        record Votes(ReplicaId replica) implements Condition {}

        /// The sequencer has given this number.
        record Ordered(long number) implements Condition {}
    }

    /// From now on so many customers book in the background; 0 for no more.
    record Crowd(int line, int customers) implements Step {}

    /// What the group must do, or must not have done.
    record Expect(int line, Expectation expectation) implements Step {}

    /// What is expected of the group.
    sealed interface Expectation {
        /// This life is replaced.
        ///
        /// @param reason as `status --json` tells it
        record Replaced(ReplicaId replica, String reason, Successor successor)
                implements Expectation {}

        /// This life votes, or did.
        record Votes(ReplicaId replica) implements Expectation {}

        /// Nobody has been replaced since the beginning but in these slots.
        record OnlyReplaced(ImmutableList<Integer> slots) implements Expectation {}

        /// Front ends have found so many replies of a slot incorrect since the beginning.
        record Wrong(int slot, int times) implements Expectation {}

        /// All that vote reported one digest at one number.
        record EqualDigests() implements Expectation {}
    }

    /// What the next life of a slot must run.
    enum Successor {
        ANY,
        SAME,
        ANOTHER
    }
}
