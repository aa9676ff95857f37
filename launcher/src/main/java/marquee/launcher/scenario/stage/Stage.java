package marquee.launcher.scenario.stage;

import com.google.common.collect.ImmutableList;
import java.time.Duration;
import marquee.launcher.picture.Footage;
import marquee.launcher.scenario.History;
import marquee.launcher.scenario.Step;
import marquee.protocol.replication.ReplicaId;

/// Where a scenario is played: a cluster, simulated or live, with its customers. What takes time on
/// a stage returns when it is over, be the time real or virtual. Used by one thread.
public interface Stage extends AutoCloseable {
    /// How long a customer tries to get a definite answer.
    Duration PATIENCE = Duration.ofSeconds(10);

    /// Makes `calls` at once and waits until each has ended.
    ///
    /// @return what each customer saw, in their order: a code with its fields, as docs/scenarios.md
    ///   writes them; behind `UNKNOWN`, in brackets, what was heard, if that is known
    ImmutableList<String> call(ImmutableList<Step.Call> calls) throws StageException;

    /// Lets happen what `happening` says; returns at once where that is later.
    void happen(Step.Happens happening) throws StageException;

    /// What was to happen later and has not happened yet.
    ///
    /// @throws StageException if something that was to happen later could not
    ImmutableList<Step.Happens> outstanding() throws StageException;

    /// Lets so much time pass.
    void pause(Duration length) throws StageException;

    /// From now on so many customers book in the background; with 0 it waits until the last of them
    /// has got his answer.
    void crowd(int customers) throws StageException;

    /// What the group looks like at this moment.
    Group group() throws StageException;

    /// How many replies of `slot` the front ends that run have found incorrect since they began.
    long incorrect(int slot) throws StageException;

    /// What customers saw so far, the crowd's among it, for the check of the whole.
    History history();

    /// What went on here so far, for a report, if the stage was opened to take it down.
    default Footage footage() throws StageException {
        return Footage.NONE;
    }

    /// Ends everything that was started.
    @Override
    void close();

    /// The group, as far as a scenario asks.
    ///
    /// @param newest the newest number ordered
    /// @param whole whether every slot votes and is heard of
    /// @param equalDigests whether all that vote reported one digest at one number
    /// @param slots who fills each slot
    /// @param replacements so far, the earliest first
    record Group(
            long newest,
            boolean whole,
            boolean equalDigests,
            ImmutableList<Slot> slots,
            ImmutableList<Replacement> replacements) {
        /// Who fills the slot `number`, from 1.
        public Slot slot(int number) {
            return slots.get(number - 1);
        }
    }

    /// Who fills a slot.
    record Slot(ReplicaId replica, String implementation, boolean votes) {}

    /// A replica was replaced.
    ///
    /// @param reason as `status --json` tells it
    /// @param implementation what its successor runs
    /// @param before what it ran itself
    record Replacement(ReplicaId replica, String reason, String before, String implementation) {}
}
