package marquee.launcher.simulated;

import marquee.frontend.FrontEndEffect;
import marquee.frontend.Incident;
import marquee.protocol.NodeId;
import marquee.protocol.replication.Group;
import marquee.protocol.replication.ReplicaId;
import marquee.sequencer.SequencerEffect;
import marquee.simulation.Surroundings;
import marquee.simulation.Violation;

/// Judges what front ends and sequencer say of the group, knowing who really lies.
final class Judgement {
    private final Surroundings surroundings;
    private final int liar;

    /// Makes the judgement of a run in which the replica in slot `liar` lies; 0 for none.
    Judgement(Surroundings surroundings, int liar) {
        this.surroundings = surroundings;
        this.liar = liar;
    }

    /// Whether `replica` is the one that lies: the first life of its slot.
    boolean isLiar(ReplicaId replica) {
        return replica.slot() == liar && replica.incarnation() == 0;
    }

    /// A front end noticed something.
    void noticed(NodeId frontEnd, Incident incident) {
        mark("noticed: " + incident.kind());
        var what = "notices " + incident.kind() + " of R" + incident.slot();
        long now = surroundings.simulation().now();
        surroundings.trace().fact(now, frontEnd, what, null, incident.number());
        boolean accuses =
                switch (incident.kind()) {
                    case INCORRECT, CONTRADICTION -> true;
                    case SILENT, ANSWERS_AGAIN, UNDECIDED -> false;
                    case SPLIT -> throw new Violation("I4", "two quorums at " + incident.number());
                };
        // Invariant I10: nobody honest is found to have answered incorrectly.
        if (accuses && incident.slot() != liar) {
            throw new Violation("I10", frontEnd + " accuses an honest replica: " + incident);
        }
    }

    /// The sequencer noticed something.
    void noticed(SequencerEffect.Subject subject) {
        mark("sequencer noticed: " + subject);
        // Invariant I14: after the same entries all replicas have the same digest.
        if (subject == SequencerEffect.Subject.DIGEST_DIFFERS
                || subject == SequencerEffect.Subject.DIGESTS_SPLIT) {
            throw new Violation("I14", "the digests of a mark differ");
        }
    }

    /// Invariant I8, quorum: each answer has at least two distinct slots behind it, and one of them
    /// is honest.
    void checkQuorum(FrontEndEffect.Answered answered) {
        var slots = answered.agreedBy();
        long voting = slots.slots().filter(slot -> slot <= Group.BOTH.slots()).count();
        if (voting < Group.BOTH.quorum() || voting != slots.slots().count()) {
            throw new Violation("I8", "answered by " + slots + ": " + answered);
        }
        if (liar > 0 && slots.contains(liar)) {
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
