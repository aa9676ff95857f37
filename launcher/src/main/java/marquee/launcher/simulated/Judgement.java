package marquee.launcher.simulated;

import com.google.common.collect.ImmutableList;
import java.util.HashSet;
import java.util.Set;
import marquee.frontend.FrontEndEffect;
import marquee.frontend.Incident;
import marquee.protocol.Chance;
import marquee.protocol.NodeId;
import marquee.protocol.replication.Group;
import marquee.protocol.replication.MemberSlot;
import marquee.protocol.replication.Outcome;
import marquee.protocol.replication.ReplicaId;
import marquee.sequencer.SequencerEffect;
import marquee.simulation.Onlooker.Who;
import marquee.simulation.Surroundings;
import marquee.simulation.Violation;

/// Judges what front ends and sequencer say of the group, knowing who really lies.
final class Judgement {
    private static final ImmutableList<Lie> LIES = ImmutableList.copyOf(Lie.values());

    /// The end of the order, wherever that is.
    private static final long NOW = Long.MAX_VALUE;

    private final Surroundings surroundings;
    private final Chance chance;
    private final Group group;
    private final Lives lives;
    private final Set<ReplicaId> liars = new HashSet<>();
    private final Set<ReplicaId> liarsForGood = new HashSet<>();
    private final Set<Finding> findings = new HashSet<>();

    /// What one life of a front end finds once at most.
    private record Finding(NodeId frontEnd, long boot, Incident incident) {}

    /// Knows who is who.
    interface Lives {
        /// What `slot` is at the place `number` of the order, or at its end if that is before it.
        MemberSlot slot(int slot, long number);
    }

    /// Knows what a front end was told.
    interface Words {
        /// Whether `replica` told it `outcome`, and it knows of nobody who fills the slot since.
        boolean has(ReplicaId replica, Outcome outcome);
    }

    /// Makes the judgement of a run in which nobody lies yet.
    Judgement(Surroundings surroundings, Chance chance, Group group, Lives lives) {
        this.surroundings = surroundings;
        this.group = group;
        this.chance = chance;
        this.lives = lives;
    }

    /// Whether `replica` has begun to lie.
    boolean lies(ReplicaId replica) {
        return liars.contains(replica);
    }

    /// `replica` begins to lie, in the way that is returned.
    Lie nextLie(ReplicaId replica) {
        return begins(replica, LIES.get(chance.below(LIES.size())));
    }

    /// `replica` begins to lie like `lie`, and never ends.
    Lie begins(ReplicaId replica, Lie lie) {
        begins(replica);
        liarsForGood.add(replica);
        mark("lie: " + lie);
        surroundings
                .trace()
                .onlooker()
                .remarks(
                        surroundings.simulation().now(),
                        new Who(replica.node(), replica.incarnation()),
                        "begins to lie: " + lie);
        return lie;
    }

    /// `replica` begins to lie somehow, perhaps for a while.
    void begins(ReplicaId replica) {
        liars.add(replica);
    }

    /// Whether the life that fills `slot` at the place `number` has begun to lie.
    private boolean hasLied(int slot, long number) {
        return liars.contains(lives.slot(slot, number).replica());
    }

    /// A front end noticed something.
    ///
    /// @param boot which life of it
    void noticed(NodeId frontEnd, long boot, Incident incident) {
        mark("noticed: " + incident.kind());
        var what = "notices " + incident.kind() + " of R" + incident.slot();
        long now = surroundings.simulation().now();
        surroundings.trace().fact(now, frontEnd, what, null, incident.number());
        checkOnce(new Finding(frontEnd, boot, incident));
        boolean accuses =
                switch (incident.kind()) {
                    case INCORRECT, CONTRADICTION -> true;
                    case SILENT, ANSWERS_AGAIN, UNDECIDED -> false;
                    case SPLIT -> {
                        checkSplit(incident);
                        yield false;
                    }
                };
        // Invariant I10: nobody honest is found to have answered incorrectly.
        if (accuses && !hasLied(incident.slot(), incident.number())) {
            throw new Violation("I10", frontEnd + " accuses an honest replica: " + incident);
        }
    }

    /// Honest replicas never make two quorums. Only as many liars as a quorum has, one after the
    /// other, can: by one lie of one old request, which is an alarm and no answer.
    private void checkSplit(Incident incident) {
        long slots = liars.stream().mapToInt(ReplicaId::slot).distinct().count();
        if (slots < group.quorum()) {
            throw new Violation("I4", "two quorums at " + incident.number());
        }
    }

    /// Invariant I19, no silent disagreement: each incorrect reply, and each split, is found once.
    private void checkOnce(Finding finding) {
        boolean single =
                switch (finding.incident().kind()) {
                    case INCORRECT, SPLIT -> true;
                    case CONTRADICTION, SILENT, ANSWERS_AGAIN, UNDECIDED -> false;
                };
        if (single && !findings.add(finding)) {
            throw new Violation("I19", "found twice: " + finding);
        }
    }

    /// The sequencer noticed something.
    void noticed(SequencerEffect.Notice notice) {
        mark("sequencer noticed: " + notice.subject());
        // Invariant I14: after the same entries all honest replicas have the same digest. What an
        // earlier life has told is forgotten: it is always about the one that there is.
        boolean wrong =
                switch (notice.subject()) {
                    case DIGESTS_SPLIT -> true;
                    case DIGEST_DIFFERS, BEYOND_HEAD -> !hasLied(notice.node().index(), NOW);
                    default -> false;
                };
        if (wrong) {
            throw new Violation("I14", "an honest replica is suspected: " + notice);
        }
    }

    /// Invariant I8, quorum: each answer has a quorum of distinct slots behind it that vote at its
    /// place, those who fill them there have said these very bytes, and one of them is honest.
    /// Whoever was told to lie for a while may be honest again.
    ///
    /// @param words what the front end was told
    void checkQuorum(FrontEndEffect.Answered answered, Words words) {
        var slots = answered.agreedBy();
        long voting = slots.slots().filter(slot -> slot <= group.slots()).count();
        if (voting < group.quorum() || voting != slots.slots().count()) {
            throw new Violation("I8", "answered by " + slots + ": " + answered);
        }
        long number = answered.outcome().number();
        if (!slots.slots().allMatch(slot -> lives.slot(slot, number).active())) {
            throw new Violation("I8", "answered by who has no vote, " + slots + ": " + answered);
        }
        if (!slots.slots()
                .allMatch(slot ->
                        words.has(lives.slot(slot, number).replica(), answered.outcome()))) {
            throw new Violation("I8", "answered without the word of " + slots + ": " + answered);
        }
        if (slots.slots()
                .allMatch(slot -> liarsForGood.contains(lives.slot(slot, number).replica()))) {
            throw new Violation("I8", "answered by liars alone, " + slots + ": " + answered);
        }
        if (slots.slots().anyMatch(slot -> hasLied(slot, number))) {
            mark("answered with the liar's vote");
        }
    }

    /// Invariant I13, bounds: nothing grows beyond its limit.
    static void checkBound(String what, long is, long most) {
        if (is > most) {
            throw new Violation("I13", what + " is " + is + ", which is more than " + most);
        }
    }

    private void mark(String what) {
        surroundings.marks().counter(what).hit();
    }
}
