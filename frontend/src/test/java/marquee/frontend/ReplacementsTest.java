package marquee.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.util.Map;
import marquee.frontend.Replacement.Times;
import marquee.protocol.NodeId;
import marquee.protocol.replication.Assignment;
import marquee.protocol.replication.Cause;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.Judgement;
import marquee.protocol.replication.Judgement.Verdict;
import marquee.protocol.replication.Membership;
import marquee.protocol.replication.MembershipChange;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.Stamp;
import org.junit.jupiter.api.Test;

/// What a front end tells of the replacements it has heard of.
class ReplacementsTest {
    private static final ReplicaId R4 = new ReplicaId(4, 0);
    private static final Assignment NEXT = new Assignment(NodeId.manager(4), "another");
    private static final ImmutableList<NodeId> VOTERS =
            ImmutableList.of(NodeId.manager(1), NodeId.manager(2), NodeId.manager(3));

    private final Replacements replacements = new Replacements();
    private Membership membership = Group4.GROUP;
    private long entries;

    @Test
    void aReplacementIsToldWithItsReasonItsVotersAndItsTimes() {
        at(1_000, new MembershipChange.Convicted(R4, Cause.STRUCK_OUT, 7));
        at(1_020, new MembershipChange.Replaced(R4, Cause.STRUCK_OUT, NEXT, VOTERS));
        at(1_500, new MembershipChange.Begun(R4.successor()));
        at(1_700, new MembershipChange.Activated(R4.successor()));

        assertThat(replacements.newest())
                .containsExactly(
                        new Replacement(
                                R4.successor(),
                                NEXT,
                                "STRUCK_OUT",
                                VOTERS,
                                2,
                                new Times(1_000, 1_020, 1_500, 1_700, 0)));
        assertThat(replacements.counts(4)).isEqualTo(Map.of("STRUCK_OUT", 1L));
        assertThat(replacements.counts(1)).isEmpty();
    }

    @Test
    void aSilenceIsTheBeginningUnlessItIsLongOver() {
        at(1_000, silence());
        at(4_000, silence());
        at(5_000, new MembershipChange.Replaced(R4, Cause.CRASHED, NEXT, VOTERS));
        assertThat(newest().times().suspected()).isEqualTo(1_000);

        var later = R4.successor();
        at(6_000, new MembershipChange.Activated(later));
        at(10_000, new MembershipChange.Exited(later, 9));
        at(20_000, new MembershipChange.Exited(later, 9));
        at(20_001, new MembershipChange.Replaced(later, Cause.CRASHED, NEXT, VOTERS));
        assertThat(newest().times().suspected()).isEqualTo(20_000);
    }

    @Test
    void aSuccessorThatDoesNotGetThereIsFollowedByAnother() {
        at(1_000, new MembershipChange.Replaced(R4, Cause.CRASHED, NEXT, VOTERS));
        at(3_000, new MembershipChange.JoinFailed(R4.successor(), NEXT, VOTERS));

        assertThat(replacements.newest()).hasSize(2);
        assertThat(replacements.newest().getFirst().times().failed()).isEqualTo(3_000);
        assertThat(newest().reason()).isEqualTo(Replacement.JOIN_FAILED);
        assertThat(newest().successor()).isEqualTo(R4.successor().successor());
    }

    @Test
    void aDecisionThatCameTooLateIsNone() {
        at(1_000, new MembershipChange.Replaced(R4, Cause.CRASHED, NEXT, VOTERS));
        at(1_001, new MembershipChange.Replaced(R4, Cause.CRASHED, NEXT, VOTERS));
        assertThat(replacements.newest()).hasSize(1);
    }

    @Test
    void onlyTheNewestAreKeptButAllAreCounted() {
        var replica = R4;
        for (int i = 0; i < 2 * Replacements.MAX; i++) {
            at(1_000 + i, new MembershipChange.Replaced(replica, Cause.CRASHED, NEXT, VOTERS));
            replica = replica.successor();
        }
        assertThat(replacements.newest()).hasSize(Replacements.MAX);
        assertThat(newest().successor()).isEqualTo(replica);
        assertThat(replacements.counts(4)).isEqualTo(Map.of("CRASHED", 2L * Replacements.MAX));
    }

    private Replacement newest() {
        return replacements.newest().getLast();
    }

    private void at(long millis, MembershipChange change) {
        entries++;
        replacements.follow(new Entry(entries, new Stamp(millis, 1), change), membership);
        membership = membership.after(entries, change);
    }

    private static MembershipChange silence() {
        return new MembershipChange.Judged(R4, ImmutableList.of(new Judgement(9, Verdict.SILENT)));
    }
}
