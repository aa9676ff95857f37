package marquee.launcher.simulated;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import marquee.frontend.Replacement;
import marquee.launcher.scenario.stage.Stage;
import marquee.protocol.NodeId;
import marquee.protocol.replication.Assignment;
import marquee.protocol.replication.Cause;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.Group;
import marquee.protocol.replication.MemberSlot;
import marquee.protocol.replication.Membership;
import marquee.protocol.replication.MembershipChange;
import marquee.protocol.replication.MembershipChange.Convicted;
import marquee.protocol.replication.MembershipChange.JoinFailed;
import marquee.protocol.replication.MembershipChange.ManagerGone;
import marquee.protocol.replication.MembershipChange.Replaced;
import marquee.protocol.replication.ReplicaId;
import marquee.simulation.Marks;
import marquee.simulation.Surroundings;
import marquee.simulation.Violation;
import org.jspecify.annotations.Nullable;

/// Judges every change of the group as it is ordered, knowing who really lies and who lives.
final class GroupAudit {
    private static final long SECOND = 1_000_000_000;

    /// Twice the longest suspicion timeout, and the rounds of probes (invariant I11).
    private static final long CRASH_REPLACED_WITHIN = 5 * SECOND;

    private static final long CONVICTED_REPLACED_WITHIN = SECOND;
    private static final long JOINED_WITHIN = 5 * SECOND;
    private static final int FALSE_REPLACEMENTS_MAX = 3;

    /// In so long a time, for chaos of one length may be many times that of another.
    private static final long FALSE_REPLACEMENTS_SPAN = 5 * SECOND / 2;

    private final Surroundings surroundings;
    private final Group group;
    private final Rigour rigour;
    private final Witness witness;
    private final Map<ReplicaId, Long> crashed = new HashMap<>();
    private final Map<ReplicaId, Long> convicted = new HashMap<>();
    private final Map<ReplicaId, Long> joining = new HashMap<>();
    private final List<Stage.Replacement> replacements = new ArrayList<>();
    private final NavigableMap<Long, Membership> memberships = new TreeMap<>();
    private Membership membership;
    private int falseReplacements;

    /// How much is asked of a run.
    enum Rigour {
        /// More replicas crash than the group can bear: safety alone.
        SAFETY,
        /// Faults are within the budget.
        WITHIN_BUDGET,
        /// And so mild that nobody is replaced in error, and everybody in time.
        MILD
    }

    /// Knows what the group does not.
    interface Witness {
        /// Whether the process of `replica` runs.
        boolean runs(ReplicaId replica);

        /// Whether `replica` has begun to lie.
        boolean lies(ReplicaId replica);
    }

    GroupAudit(
            Surroundings surroundings,
            RunPlan plan,
            ImmutableList<Assignment> assignments,
            Witness witness) {
        this.surroundings = surroundings;
        this.group = plan.shape().group();
        this.membership = Membership.initial(assignments);
        memberships.put(0L, membership);
        this.rigour = plan.rigour();
        this.witness = witness;
    }

    /// The membership at the end of the log.
    Membership membership() {
        return membership;
    }

    /// Who was replaced so far, the earliest first.
    ImmutableList<Stage.Replacement> replacements() {
        return ImmutableList.copyOf(replacements);
    }

    /// What `slot` is at the place `number` of the log, or at its end if that is before it.
    MemberSlot slot(int slot, long number) {
        return memberships.headMap(number, true).lastEntry().getValue().slot(slot);
    }

    /// Whether `replica` fills its slot at the end of the log.
    boolean isCurrent(ReplicaId replica) {
        return membership.isCurrent(replica);
    }

    /// Whether `replica` fills its slot at the end of the log, and does not vote yet.
    boolean isJoining(ReplicaId replica) {
        return membership.isCurrent(replica) && !membership.slot(replica.slot()).active();
    }

    /// Whether `replica` was ever convicted.
    boolean isConvicted(ReplicaId replica) {
        return convicted.containsKey(replica);
    }

    /// The process of `replica` has ended.
    void crashed(ReplicaId replica) {
        if (membership.isCurrent(replica) && membership.slot(replica.slot()).active()) {
            crashed.put(replica, surroundings.simulation().now());
        }
    }

    /// Takes in that `change` was ordered with `entry`.
    void follow(Entry entry, MembershipChange change) {
        var before = membership;
        membership = before.after(entry.number(), change);
        memberships.put(entry.number(), membership);
        checkIncarnations(before, entry);
        switch (change) {
            case Convicted told -> convicted(before, told);
            case Replaced told -> replaced(before, told);
            case JoinFailed(var replica, var next, var voters) -> {
                checkVoters(before, voters, entry);
                succeeded(before, replica, Replacement.JOIN_FAILED, next);
                mark("join failed");
                joining.remove(replica);
                joining.put(replica.successor(), now());
            }
            case ManagerGone(_, var voters) -> {
                checkVoters(before, voters, entry);
                mark("manager gone");
            }
            case MembershipChange.ManagerBack _ -> mark("manager back");
            case MembershipChange.Activated(var replica) -> activated(replica);
            case MembershipChange.Exited _ -> mark("exit observed");
            case MembershipChange.Begun _, MembershipChange.Judged _ -> {}
        }
    }

    /// Invariant I9: incarnations follow one another, and each is fenced for ever.
    private void checkIncarnations(Membership before, Entry entry) {
        for (int slot = 1; slot <= group.slots(); slot++) {
            int was = before.slot(slot).replica().incarnation();
            int is = membership.slot(slot).replica().incarnation();
            if (is != was && is != was + 1) {
                throw new Violation("I9", "R" + slot + "/" + is + " follows " + was + ": " + entry);
            }
        }
    }

    /// Invariant I9: what a majority decides is decided by distinct managers of the electorate.
    private static void checkVoters(Membership before, ImmutableList<NodeId> voters, Entry entry) {
        boolean fit =
                new HashSet<>(voters).size() == voters.size()
                        && before.electorate().containsAll(voters)
                        && voters.size() >= before.majority();
        if (!fit) {
            throw new Violation("I9", "no majority of " + before.electorate() + ": " + entry);
        }
    }

    /// Invariant I10: no honest replica is ever convicted.
    private void convicted(Membership before, Convicted told) {
        mark("convicted: " + told.cause());
        if (before.isCurrent(told.replica()) && !witness.lies(told.replica())) {
            throw new Violation("I10", "an honest replica is convicted: " + told);
        }
        convicted.put(told.replica(), now());
    }

    private void replaced(Membership before, Replaced told) {
        var replica = told.replica();
        mark("replaced: " + told.cause());
        if (!before.isCurrent(replica) || !before.slot(replica.slot()).active()) {
            throw new Violation("I9", "nobody to replace: " + told);
        }
        succeeded(before, replica, told.cause().name(), told.next());
        joining.put(replica.successor(), now());
        if (told.cause() == Cause.HOME) {
            return;
        }
        if (!before.mayLose(replica, group)) {
            throw new Violation("I10", "too few are left without " + told);
        }
        checkPrompt("crash to replacement", crashed.remove(replica), CRASH_REPLACED_WITHIN);
        checkPrompt("conviction to replacement", convicted.get(replica), CONVICTED_REPLACED_WITHIN);
        boolean laggard = told.cause() == Cause.LAGGING; // It may be as honest as it is slow.
        if (!laggard && witness.runs(replica) && !witness.lies(replica)) {
            replacedInError(before, told);
        }
    }

    private void succeeded(Membership before, ReplicaId replica, String reason, Assignment next) {
        var ran = before.slot(replica.slot()).assignment().implementation();
        replacements.add(new Stage.Replacement(replica, reason, ran, next.implementation()));
    }

    /// Invariant I10: seldom is anybody replaced who is neither dead nor a liar, and never so many
    /// that no quorum of honest ones remains. One of those may have crashed a moment ago: nobody
    /// can know yet.
    private void replacedInError(Membership before, Replaced told) {
        mark("replaced in error");
        falseReplacements++;
        long honest =
                before.slots().stream()
                        .filter(MemberSlot::active)
                        .map(MemberSlot::replica)
                        .filter(other -> !other.equals(told.replica()))
                        .filter(other -> !witness.lies(other))
                        .count();
        long most = FALSE_REPLACEMENTS_MAX * (1 + now() / FALSE_REPLACEMENTS_SPAN);
        boolean tooMany = falseReplacements > most || honest < group.quorum();
        if (rigour == Rigour.MILD || (rigour == Rigour.WITHIN_BUDGET && tooMany)) {
            throw new Violation(
                    "I10",
                    "replaced in error, %s of the run, %s honest ones remain: %s"
                            .formatted(falseReplacements, honest, told));
        }
    }

    private void activated(ReplicaId replica) {
        mark("activated");
        checkPrompt("replacement to activation", joining.remove(replica), JOINED_WITHIN);
    }

    /// Invariant I11: recovery takes no longer than it may.
    private void checkPrompt(String what, @Nullable Long since, long most) {
        if (since == null) {
            return;
        }
        long took = now() - since;
        if (rigour == Rigour.MILD) {
            mark(what + " in " + (took * 2 / SECOND + 1) * 500 + " ms, mild");
            if (took > most) {
                throw new Violation("I11", what + " took " + took / 1_000_000 + " ms");
            }
        }
    }

    private long now() {
        return surroundings.simulation().now();
    }

    private void mark(String what) {
        marks().counter(what).hit();
    }

    private Marks marks() {
        return surroundings.marks();
    }
}
