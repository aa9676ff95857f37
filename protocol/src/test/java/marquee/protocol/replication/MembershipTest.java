package marquee.protocol.replication;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.util.stream.IntStream;
import marquee.protocol.NodeId;
import marquee.protocol.replication.MembershipChange.Activated;
import marquee.protocol.replication.MembershipChange.Convicted;
import marquee.protocol.replication.MembershipChange.Exited;
import marquee.protocol.replication.MembershipChange.JoinFailed;
import marquee.protocol.replication.MembershipChange.ManagerBack;
import marquee.protocol.replication.MembershipChange.ManagerGone;
import marquee.protocol.replication.MembershipChange.Replaced;
import org.junit.jupiter.api.Test;

class MembershipTest {
    private static final ImmutableList<NodeId> VOTERS =
            ImmutableList.of(NodeId.manager(1), NodeId.manager(2), NodeId.manager(3));

    private Membership membership =
            Membership.initial(
                    IntStream.rangeClosed(1, 4)
                            .mapToObj(slot -> new Assignment(NodeId.manager(slot), "one"))
                            .collect(ImmutableList.toImmutableList()));
    private long number;

    @Test
    void aGroupBeginsWithEverybodyVoting() {
        assertThat(membership.viewNumber()).isEqualTo(View.INITIAL);
        assertThat(membership.view().members())
                .extracting(View.Member::replica)
                .containsExactly(id(1, 0), id(2, 0), id(3, 0), id(4, 0));
        assertThat(membership.view().members())
                .extracting(View.Member::state)
                .containsOnly(View.State.ACTIVE);
        assertThat(membership.majority()).isEqualTo(3);
    }

    @Test
    void aReplacementVotesOnceItIsActivated() {
        change(replaced(2, 0, Cause.CRASHED));

        assertThat(membership.view().isActive(id(2, 0))).isFalse();
        assertThat(membership.view().isActive(id(2, 1))).isFalse();
        assertThat(membership.slot(2).assignment().implementation()).isEqualTo("another");

        change(new Activated(id(2, 1)));

        assertThat(membership.view().isActive(id(2, 1))).isTrue();
        assertThat(membership.viewNumber()).isEqualTo(View.INITIAL + 2);
    }

    @Test
    void whatComesTooLateChangesNothing() {
        change(replaced(2, 0, Cause.CRASHED));
        var before = membership;

        change(replaced(2, 0, Cause.CRASHED));
        change(new Activated(id(2, 0)));
        change(new Convicted(id(2, 0), Cause.STRUCK_OUT, 1));
        change(new Exited(id(2, 0), 1));
        change(new JoinFailed(id(2, 0), another(), VOTERS));
        change(new Activated(id(9, 0)));

        assertThat(membership).isEqualTo(before);
    }

    @Test
    void aJoinThatFailsIsTheNextIncarnationsForTheSameCause() {
        change(replaced(2, 0, Cause.STRUCK_OUT));
        change(new JoinFailed(id(2, 1), another(), VOTERS));

        assertThat(membership.slot(2).replica()).isEqualTo(id(2, 2));
        assertThat(membership.slot(2).cause()).isEqualTo(Cause.STRUCK_OUT);
        assertThat(membership.slot(2).hidesConviction()).isTrue();
    }

    @Test
    void quickDeathsAreCountedAndProgressResetsThem() {
        change(replaced(2, 0, Cause.CRASHED));
        assertThat(membership.slot(2).quickDeaths()).isOne();
        change(new Activated(id(2, 1)));
        change(replaced(2, 1, Cause.CRASHED));
        assertThat(membership.slot(2).quickDeaths()).isEqualTo(2);
        change(new Activated(id(2, 2)));
        number += MemberSlot.SOON;
        change(replaced(2, 2, Cause.CRASHED));
        assertThat(membership.slot(2).quickDeaths()).isZero();
    }

    @Test
    void aMoveHomeIsNoDeathButTheJoinsThatFailThereAreP30() {
        change(replaced(2, 0, Cause.HOME));
        assertThat(membership.slot(2).quickDeaths()).isZero();

        change(new JoinFailed(id(2, 1), another(), VOTERS));
        assertThat(membership.slot(2).quickDeaths()).isOne();
        change(new JoinFailed(id(2, 2), another(), VOTERS));
        assertThat(membership.slot(2).quickDeaths()).isEqualTo(2);
    }

    @Test
    void thatAnIncarnationCrashedLikeTheOneBeforeIsSaidOfItAloneP30() {
        change(new Exited(id(2, 0), 0));
        change(replaced(2, 0, Cause.CRASHED));
        change(new Exited(id(2, 1), 0));
        assertThat(membership.slot(2).crashedAgain()).isTrue();

        change(new JoinFailed(id(2, 1), another(), VOTERS));
        assertThat(membership.slot(2).crashedAgain()).isFalse();
        change(new Exited(id(2, 2), 0));
        assertThat(membership.slot(2).crashedAgain()).as("known of the last").isTrue();
    }

    @Test
    void theElectorateShrinksToTwoAtLeastAndGrowsAgain() {
        change(new ManagerGone(NodeId.manager(4), VOTERS));
        change(new ManagerGone(NodeId.manager(3), VOTERS));
        assertThat(membership.majority()).isEqualTo(2);
        change(new ManagerGone(NodeId.manager(2), VOTERS));
        assertThat(membership.electorate()).containsExactly(NodeId.manager(1), NodeId.manager(2));
        change(new ManagerBack(NodeId.manager(4)));
        change(new ManagerBack(NodeId.manager(5)));
        change(new ManagerBack(NodeId.replica(3)));
        assertThat(membership.electorate())
                .containsExactly(NodeId.manager(1), NodeId.manager(2), NodeId.manager(4));
    }

    @Test
    void aSuspectMayGoWhileThreeOthersAreSound() {
        assertThat(membership.mayLose(id(1, 0), Group.BOTH)).isTrue();
    }

    @Test
    void aSuspectStaysWhileOnlyTwoOthersAreSoundAndOneOfThemMayLie() {
        change(new Exited(id(2, 0), 5));

        assertThat(membership.mayLose(id(1, 0), Group.BOTH)).isFalse();
        assertThat(membership.mayLose(id(2, 0), Group.BOTH)).isTrue();
    }

    @Test
    void aSuspectMayGoBesideTheLiarOnceItIsConvicted() {
        change(new Convicted(id(2, 0), Cause.STRUCK_OUT, 5));

        assertThat(membership.mayLose(id(1, 0), Group.BOTH)).isTrue();
        assertThat(membership.mayLose(id(2, 0), Group.BOTH)).isTrue();
    }

    @Test
    void twoJoinAtOnceOnlyIfBothFaultsAreBeyondDoubt() {
        change(replaced(2, 0, Cause.UNRESPONSIVE));
        change(new Exited(id(3, 0), 5));
        assertThat(membership.mayLose(id(3, 0), Group.BOTH)).isFalse();
        change(new Activated(id(2, 1)));
        change(new Convicted(id(2, 1), Cause.ROTTEN_STATE, 6));
        change(replaced(2, 1, Cause.ROTTEN_STATE));
        assertThat(membership.mayLose(id(3, 0), Group.BOTH)).isTrue();
        assertThat(membership.mayLose(id(4, 0), Group.BOTH)).isFalse();
    }

    @Test
    void whoeverIsOnTheWayHomeKeepsNobodyElseFromBeingReplacedP37() {
        change(replaced(2, 0, Cause.HOME));
        change(new Convicted(id(1, 0), Cause.STRUCK_OUT, 5));

        assertThat(membership.mayLose(id(1, 0), Group.BOTH)).isTrue();
        assertThat(membership.mayLose(id(3, 0), Group.BOTH)).isFalse();
    }

    @Test
    void whereTooFewAreLeftToAnswerWhoHasEndedIsReplacedWhateverElseGoesOnP37() {
        change(replaced(2, 0, Cause.UNRESPONSIVE));
        change(new Exited(id(1, 0), 5));
        assertThat(membership.mayLose(id(1, 0), Group.BOTH)).isFalse();

        change(new Exited(id(3, 0), 5));
        assertThat(membership.mayLose(id(1, 0), Group.BOTH)).isTrue();
        assertThat(membership.mayLose(id(4, 0), Group.BOTH)).isFalse();
    }

    @Test
    void anEndIsMendedWhereCrashesAreBorneOrNobodyCouldBeAnsweredAnyMore() {
        var softwareFailure = new Group(4, 1, 0);
        change(new Exited(id(1, 0), 5));
        assertThat(membership.mendsEnd(membership.slot(1), Group.BOTH)).isTrue();
        assertThat(membership.mendsEnd(membership.slot(2), Group.BOTH)).isFalse();
        change(new Exited(id(2, 0), 5));
        assertThat(membership.mendsEnd(membership.slot(1), softwareFailure)).isFalse();

        change(new Exited(id(3, 0), 5));
        assertThat(membership.mendsEnd(membership.slot(1), softwareFailure)).isTrue();
        assertThat(membership.mendsEnd(membership.slot(4), softwareFailure)).isFalse();
    }

    private void change(MembershipChange change) {
        number++;
        membership = membership.after(number, change);
    }

    private static Replaced replaced(int slot, int incarnation, Cause cause) {
        return new Replaced(id(slot, incarnation), cause, another(), VOTERS);
    }

    private static Assignment another() {
        return new Assignment(NodeId.manager(1), "another");
    }

    private static ReplicaId id(int slot, int incarnation) {
        return new ReplicaId(slot, incarnation);
    }
}
