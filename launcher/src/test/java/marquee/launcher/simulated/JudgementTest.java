package marquee.launcher.simulated;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import java.util.HashSet;
import java.util.Set;
import marquee.frontend.FrontEndEffect.Answered;
import marquee.frontend.Incident;
import marquee.frontend.SlotSet;
import marquee.protocol.NodeId;
import marquee.protocol.replication.Assignment;
import marquee.protocol.replication.Cause;
import marquee.protocol.replication.Group;
import marquee.protocol.replication.Membership;
import marquee.protocol.replication.MembershipChange.Activated;
import marquee.protocol.replication.MembershipChange.Replaced;
import marquee.protocol.replication.Outcome;
import marquee.protocol.replication.Outcome.Verdict;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.RequestId;
import marquee.protocol.wire.Bytes;
import marquee.sequencer.SequencerEffect.Notice;
import marquee.sequencer.SequencerEffect.Subject;
import marquee.simulation.Surroundings;
import marquee.simulation.Trace;
import marquee.simulation.Violation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Four replicas, of which R2/0 lies until R2/1 takes its place at 100, which votes from 110 on.
class JudgementTest {
    private static final int LYING = 2;
    private static final long REPLACED_AT = 100;
    private static final long ACTIVE_AT = 110;
    private static final NodeId FRONT_END = NodeId.frontEnd(1);
    private static final Assignment SQL = new Assignment(NodeId.manager(LYING), "sql");
    private static final Membership FIRST =
            Membership.initial(ImmutableList.of(SQL, SQL, SQL, SQL));
    private static final Membership JOINING =
            FIRST.after(
                    REPLACED_AT,
                    new Replaced(
                            new ReplicaId(LYING, 0), Cause.STRUCK_OUT, SQL, ImmutableList.of()));
    private static final Membership WHOLE =
            JOINING.after(ACTIVE_AT, new Activated(new ReplicaId(LYING, 1)));

    private final Surroundings surroundings = Surroundings.of(1, Trace.hashing());
    private final Judgement judgement =
            new Judgement(
                    surroundings,
                    surroundings.chances().processes(),
                    Group.BOTH,
                    (slot, number) -> membership(number).slot(slot));

    /// Who has said what is answered.
    private final Set<ReplicaId> said =
            new HashSet<>(
                    Set.of(
                            new ReplicaId(1, 0),
                            new ReplicaId(LYING, 0),
                            new ReplicaId(LYING, 1),
                            new ReplicaId(3, 0)));

    @BeforeEach
    void oneLies() {
        judgement.begins(new ReplicaId(LYING, 0), Lie.WRONG_DIGESTS);
    }

    @Test
    void anAnswerMayHaveTheVoteOfOneLiar() {
        assertThatNoException().isThrownBy(() -> answered(99, LYING, 3));
    }

    @Test
    void anAnswerOfLiarsAloneIsNone() {
        judgement.begins(new ReplicaId(3, 0), Lie.WRONG_DIGESTS);

        violates("I8", () -> answered(99, LYING, 3));
    }

    @Test
    void whoeverLiedForAWhileMayBeRightAgain() {
        judgement.begins(new ReplicaId(3, 0));

        assertThatNoException().isThrownBy(() -> answered(99, LYING, 3));
    }

    @Test
    void anAnswerMayHaveTheVoteOfALiarsSuccessor() {
        judgement.begins(new ReplicaId(3, 0), Lie.WRONG_DIGESTS);

        assertThatNoException().isThrownBy(() -> answered(111, LYING, 3));
    }

    @Test
    void anAnswerHasNoVoteOfASlotThatJoins() {
        violates("I8", () -> answered(109, 1, LYING));

        assertThatNoException().isThrownBy(() -> answered(109, 1, 3));
    }

    @Test
    void anAnswerHasNoVoteOfWhoDidNotSayIt() {
        said.remove(new ReplicaId(3, 0));

        violates("I8", () -> answered(99, LYING, 3));
    }

    @Test
    void aPredecessorsWordIsNotThatOfWhoeverVotes() {
        said.remove(new ReplicaId(LYING, 1));

        violates("I8", () -> answered(111, LYING, 3));
        assertThatNoException().isThrownBy(() -> answered(99, LYING, 3));
    }

    @Test
    void nobodyButTheLifeThatLiesIsAccused() {
        assertThatNoException().isThrownBy(() -> accused(99, LYING));
        violates("I10", () -> accused(99, 3));
        violates("I10", () -> accused(101, LYING));
    }

    @Test
    void nobodyButTheLifeThatLiesHasAnotherDigest() {
        var differs = new Notice(Subject.DIGEST_DIFFERS, NodeId.replica(LYING), 99);

        violates("I14", () -> judgement.noticed(differs));

        judgement.begins(new ReplicaId(LYING, 1));
        assertThatNoException().isThrownBy(() -> judgement.noticed(differs));
    }

    private static Membership membership(long number) {
        if (number < REPLACED_AT) {
            return FIRST;
        }
        return number < ACTIVE_AT ? JOINING : WHOLE;
    }

    private void answered(long number, int one, int other) {
        var id = RequestId.named("client", "key");
        var outcome = new Outcome(number, number, id, Verdict.EXECUTED, Bytes.EMPTY);
        var slots = new SlotSet(1L << (one - 1) | 1L << (other - 1));
        judgement.checkQuorum(
                new Answered(1, outcome, slots), (replica, word) -> said.contains(replica));
    }

    private void accused(long number, int slot) {
        judgement.noticed(FRONT_END, 1, new Incident(Incident.Kind.INCORRECT, slot, number));
    }

    private static void violates(String invariant, Runnable check) {
        assertThatThrownBy(check::run)
                .isInstanceOf(Violation.class)
                .hasMessageContaining(invariant);
    }
}
